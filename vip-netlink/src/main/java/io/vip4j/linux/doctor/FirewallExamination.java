/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import io.vip4j.config.HostConfig;
import java.util.List;
import java.util.Map;

/** Rules that drop what routers tell each other and their neighbours. */
final class FirewallExamination implements Examination {

    /** The list of tables, and the program that shows them. */
    private static final Map<String, String> LEGACY = Map.of(
            "/proc/net/ip_tables_names", "iptables-legacy",
            "/proc/net/ip6_tables_names", "ip6tables-legacy");

    private static final String FIX =
            "let it in before that: nft insert rule FAMILY TABLE CHAIN meta l4proto 112 accept";

    @Override
    public void examine(Host host, HostConfig wanted, Report report) {
        Firewall.Rules rules = host.firewall().read(wanted);
        for (Firewall.Drop drop : rules.drops()) {
            if (drop.certain()) {
                report.error(DoctorRule.FIREWALL_DROPS, Report.HOST, drop.text(), FIX);
            } else {
                report.warning(DoctorRule.FIREWALL_DROPS, Report.HOST, drop.text() + ", unless a condition holds", FIX);
            }
        }
        rules.problem()
                .ifPresent(problem -> report.note(
                        DoctorRule.FIREWALL_UNREAD,
                        Report.HOST,
                        problem,
                        "look for drop and reject in: sudo nft list ruleset; what it needs: nft insert rule inet filter input"
                                + " ip protocol vrrp accept"));
        LEGACY.keySet().stream().sorted().forEach(file -> {
            List<String> tables = host.files().lines(file);
            if (!tables.isEmpty()) {
                report.note(
                        DoctorRule.XTABLES_LEGACY,
                        Report.HOST,
                        file + " has " + String.join(", ", tables),
                        "look for DROP and REJECT in: sudo " + LEGACY.get(file) + "-save; what it needs: "
                                + LEGACY.get(file) + " -I INPUT -p 112 -j ACCEPT");
            }
        });
    }
}
