/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import io.vip4j.config.HostConfig;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether systemd-networkd leaves our addresses and routes alone (systemd.network(5), networkd.conf(5)). There is no setting
 * for addresses of others on the whole host; each link has its own.
 */
final class NetworkdExamination implements Examination {

    private static final String STATE = "/run/systemd/netif";
    /** Values with which addresses that it did not configure stay when it starts. */
    private static final Set<String> KEEPS = Set.of("yes", "true", "1", "on", "static");

    private static final Set<String> NO = Set.of("no", "false", "0", "off");

    @Override
    public void examine(Host host, HostConfig wanted, Report report) {
        HostFiles files = host.files();
        if (!files.exists(STATE + "/state")) {
            return;
        }
        NetworkDevice.of(host, wanted).forEach(device -> addresses(files, device, report));
        boolean routed = wanted.routers().stream()
                .anyMatch(
                        router -> !router.routes().isEmpty() || !router.rules().isEmpty());
        if (routed) {
            routes(files, report);
        }
    }

    private static void addresses(HostFiles files, NetworkDevice device, Report report) {
        String link = STATE + "/links/" + device.index().orElse(0L);
        Optional<String> network = new IniText().add(files.lines(link)).value("", "NETWORK_FILE");
        if (network.isEmpty()) {
            return;
        }
        String name = network.get().substring(network.get().lastIndexOf('/') + 1);
        Optional<String> keep = SystemdFiles.read(files, "network/" + name).value("Network", "KeepConfiguration");
        if (keep.filter(value -> KEEPS.contains(value.toLowerCase(Locale.ROOT))).isEmpty()) {
            report.warning(
                    DoctorRule.NETWORKD_ADDRESSES,
                    device.name(),
                    network.get() + " and its drop-ins have "
                            + keep.map(value -> "KeepConfiguration=" + value).orElse("no KeepConfiguration="),
                    "in /etc/systemd/network/" + name
                            + ".d/vip4j.conf: [Network] and below it KeepConfiguration=static; then:"
                            + " networkctl reload");
        }
    }

    private static void routes(HostFiles files, Report report) {
        IniText settings = SystemdFiles.read(files, "networkd.conf");
        for (String key : new String[] {"ManageForeignRoutes", "ManageForeignRoutingPolicyRules"}) {
            Optional<String> value = settings.value("Network", key);
            if (value.filter(no -> NO.contains(no.toLowerCase(Locale.ROOT))).isEmpty()) {
                report.warning(
                        DoctorRule.NETWORKD_ROUTES,
                        Report.HOST,
                        "networkd.conf and its drop-ins have "
                                + value.map(set -> key + "=" + set).orElse("no " + key + "="),
                        "in /etc/systemd/networkd.conf.d/vip4j.conf: [Network] and below it " + key
                                + "=no; then: systemctl restart systemd-networkd");
            }
        }
    }
}
