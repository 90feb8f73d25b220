/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import io.vip4j.config.HostConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whether NetworkManager leaves our addresses alone (NetworkManager.conf(5)). */
final class NetworkManagerExamination implements Examination {

    private static final String DEVICES = "/run/NetworkManager/devices/";
    private static final Set<String> YES = Set.of("true", "1", "yes");

    @Override
    public void examine(Host host, HostConfig wanted, Report report) {
        HostFiles files = host.files();
        for (NetworkDevice device : NetworkDevice.of(host, wanted)) {
            String file = DEVICES + device.index().orElse(0L);
            boolean managed = new IniText()
                    .add(files.lines(file))
                    .value("device", "managed")
                    .filter(YES::contains)
                    .isPresent();
            if (managed && unmanaged(files).stream().noneMatch(("interface-name:" + device.name())::equals)) {
                report.note(
                        DoctorRule.NETWORK_MANAGER,
                        device.name(),
                        file + " has managed=true",
                        "do without nmcli connection up while this host is Active; or configure the interface elsewhere, and in"
                                + " /etc/NetworkManager/conf.d/vip4j.conf: [keyfile] and below it"
                                + " unmanaged-devices=interface-name:" + device.name()
                                + "; then: nmcli general reload");
            }
        }
    }

    /** Each file may name devices; the last one that does counts. */
    private static List<String> unmanaged(HostFiles files) {
        IniText settings = new IniText();
        List<String> all = new ArrayList<>();
        files.names("/usr/lib/NetworkManager/conf.d")
                .forEach(name -> all.add("/usr/lib/NetworkManager/conf.d/" + name));
        all.add("/etc/NetworkManager/NetworkManager.conf");
        files.names("/etc/NetworkManager/conf.d").forEach(name -> all.add("/etc/NetworkManager/conf.d/" + name));
        all.stream().filter(name -> name.endsWith(".conf")).forEach(name -> settings.add(files.lines(name)));
        return settings.value("keyfile", "unmanaged-devices")
                .map(devices -> List.of(devices.split("[;,]", -1)))
                .orElse(List.of());
    }
}
