/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.properties;

import io.vip4j.config.HostConfig;
import io.vip4j.config.SyncGroup;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.spring.HostConfigCustomizer;
import io.vip4j.spring.VipConfigurationSource;
import io.vip4j.spring.VirtualRouterCustomizer;
import io.vip4j.spring.health.ApplicationReadiness;
import io.vip4j.spring.health.ContributorLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.core.io.Resource;

/** The configuration that the properties ask for, or the file that they name, with what customizers change. */
public final class PropertiesConfigurationSource implements VipConfigurationSource {

    private static final PropertyPath ROOT = new PropertyPath("vip");

    private final Supplier<VipProperties> properties;
    private final VirtualRouterReader routerReader;
    private final CheckReader checkReader;
    private final List<VirtualRouterCustomizer> routerCustomizers;
    private final List<HostConfigCustomizer> hostCustomizers;

    /**
     * Reads anew each time.
     *
     * @param properties as they are at that moment
     * @param contributors where checks find the health contributors that they name
     * @param readiness where checks ask for the readiness of the application
     */
    public PropertiesConfigurationSource(
            Supplier<VipProperties> properties,
            ContributorLookup contributors,
            ApplicationReadiness readiness,
            List<VirtualRouterCustomizer> routerCustomizers,
            List<HostConfigCustomizer> hostCustomizers) {
        this.properties = properties;
        this.checkReader = new CheckReader(contributors, readiness);
        this.routerReader = new VirtualRouterReader(checkReader);
        this.routerCustomizers = List.copyOf(routerCustomizers);
        this.hostCustomizers = List.copyOf(hostCustomizers);
    }

    @Override
    public HostConfig load() {
        VipProperties given = properties.get();
        HostConfig read = read(given);
        List<VirtualRouterConfig> routers = new ArrayList<>();
        for (VirtualRouterConfig router : read.routers()) {
            VirtualRouterConfig customized = router;
            for (VirtualRouterCustomizer customizer : routerCustomizers) {
                customized = customizer.customize(customized);
            }
            routers.add(customized);
        }
        HostConfig host = new HostConfig(routers, read.groups(), given.unknownVrids());
        for (HostConfigCustomizer customizer : hostCustomizers) {
            host = customizer.customize(host);
        }
        return host;
    }

    private HostConfig read(VipProperties given) {
        Resource file = given.keepalivedConfig();
        if (file == null) {
            return fromProperties(given);
        }
        if (!given.routers().isEmpty() || !given.groups().isEmpty()) {
            throw ROOT.child("keepalived-config")
                    .refused("must be absent with vip.routers and vip.groups: one of them has the routers");
        }
        return KeepalivedFile.read(ROOT.child("keepalived-config"), file);
    }

    private HostConfig fromProperties(VipProperties given) {
        List<VirtualRouterConfig> routers = new ArrayList<>();
        for (int i = 0; i < given.routers().size(); i++) {
            routers.add(routerReader.read(
                    ROOT.child("routers").at(i), given.routers().get(i)));
        }
        List<SyncGroup> groups = new ArrayList<>();
        for (int i = 0; i < given.groups().size(); i++) {
            groups.add(group(ROOT.child("groups").at(i), given.groups().get(i)));
        }
        ROOT.child("routers").checked(() -> new HostConfig(routers, List.of()));
        return ROOT.child("groups").checked(() -> new HostConfig(routers, groups));
    }

    private SyncGroup group(PropertyPath path, GroupProperties given) {
        String name = path.required("name", given.name());
        return path.checkedTogether(
                GroupProperties.class,
                () -> new SyncGroup(
                        name,
                        given.members(),
                        checkReader.read(path, given.checks()),
                        TrackedReader.read(path, given.trackedInterfaces())));
    }
}
