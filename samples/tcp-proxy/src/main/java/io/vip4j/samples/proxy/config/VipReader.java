/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.config;

import io.vip4j.config.HostConfig;
import io.vip4j.config.SyncGroup;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.keepalived.KeepalivedConfig;
import io.vip4j.keepalived.Severity;
import io.vip4j.vrrp.ConfigurationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads what addresses are owned: routers of this file, or those of a keepalived.conf. */
final class VipReader {

    static final HostConfig NOTHING = new HostConfig(List.of(), List.of());

    private final Path directory;
    private final RouterReader routers;

    VipReader(Path directory, CheckReader checks) {
        this.directory = directory;
        this.routers = new RouterReader(checks);
    }

    HostConfig read(Section section) {
        boolean imported = section.has("keepalived");
        if (imported == section.has("routers")) {
            section.refuse("must have either keepalived or routers");
        }
        if (imported && section.has("groups")) {
            section.refuse("groups", "must be absent with keepalived");
        }
        HostConfig config = imported ? keepalived(section) : declared(section);
        section.finish();
        return config;
    }

    private HostConfig keepalived(Section section) {
        String name = section.required("keepalived");
        KeepalivedConfig config = KeepalivedConfig.load(directory.resolve(name));
        config.diagnostics().stream()
                .filter(diagnostic -> diagnostic.severity() == Severity.ERROR)
                .forEach(diagnostic -> section.faults()
                        .add(new Fault(diagnostic.file(), diagnostic.line(), "", diagnostic.message())));
        if (config.hasErrors()) {
            return NOTHING;
        }
        if (config.routers().isEmpty()) {
            section.refuse("keepalived", "has no vrrp_instance: '" + name + "'");
        }
        return config.hostConfig();
    }

    private HostConfig declared(Section section) {
        List<VirtualRouterConfig> read = new ArrayList<>();
        for (Section router : section.sections("routers")) {
            routers.read(router).ifPresent(read::add);
        }
        List<SyncGroup> groups = new ArrayList<>();
        for (Section group : section.sections("groups")) {
            String name = group.required("name");
            List<String> members = group.texts("members");
            group.finish();
            try {
                groups.add(SyncGroup.of(name, members.toArray(String[]::new)));
            } catch (ConfigurationException e) {
                group.refuse(String.valueOf(e.getMessage()));
            }
        }
        try {
            return new HostConfig(read, groups);
        } catch (ConfigurationException e) {
            section.refuse(String.valueOf(e.getMessage()));
            return NOTHING;
        }
    }
}
