/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import io.vip4j.linux.doctor.DoctorExamples.Example;
import java.nio.file.Path;

/** Writes docs/doctor.md from the rules and their examples. */
final class DoctorDocument {

    private DoctorDocument() {}

    /**
     * @param directory for the hosts of the examples
     */
    static String markdown(Path directory) {
        StringBuilder text = new StringBuilder("""
                # The doctor

                Generated from the rules and their examples; do not edit. `./mvnw -pl vip-netlink -am test -Dtest=DoctorRuleTest
                -Dvip4j.rewrite=true -Dsurefire.failIfNoSpecifiedTests=false` writes it anew.

                `io.vip4j.linux.VipDoctor.examine(config)` and `vipd doctor -f FILE` look at this host, its network namespace and this
                JVM, and say for what a configuration wants: what was seen, why it matters, and the command or line that puts it right.
                They read files below /proc, /sys, /etc and /run, change nothing, send nothing and start no program. No capability is
                needed: one that is missing is a finding. A file that may not be read is a note.

                | severity | means |
                | --- | --- |
                | error | a virtual router does not work, or cannot be reached |
                | warning | it works until something happens, or not as it was meant |
                | note | good to know, or could not be found out |

                It examines the process that it runs in: start it as the daemon or the application is started, with the same user,
                unit, container and options of the JVM.

                What it cannot see: whether peers are reachable, whether a VRID is free (both would take packets; `vipd run` tells both
                as anomalies), and the switches. A switch with IGMP snooping (RFC 4541) and no querier may stop forwarding multicast
                after some minutes: groups in 224.0.0.0/24, like 224.0.0.18 of VRRP, must be flooded, groups of your own
                (`vrrp_mcast_group4`) are not. If each of two nodes hears nobody and both are Active, look there, or list the peers
                (`unicast_peer`). Security groups of clouds and port security of switches may drop IP protocol 112 and addresses that a
                port did not have before.

                ## Pauses of collectors

                The longest lateness of a timer of 10 ms while two threads allocate as fast as they can, two processors, a heap of 2
                GiB, JDK 17 and 25; and the shortest advertisement interval that forgives it (three advertisements may be missed, one
                was due). With a smaller heap Serial, Parallel and G1 have less to collect, with a larger one Serial and Parallel more:
                the doctor scales by the size of the heap.

                | collector | longest pause | interval at least |
                | --- | --- | --- |
                """);
        for (Collector collector : Collector.values()) {
            long worst = collector.worstPause(2L << 30).toMillis();
            text.append("| ")
                    .append(collector.title())
                    .append(" | ")
                    .append(worst)
                    .append(" ms | ")
                    .append((worst + 19) / 20 * 10)
                    .append(" ms |\n");
        }
        text.append(
                "\n## Rules\n\n| rule | severity | what is looked for | why it matters |\n| --- | --- | --- | --- |\n");
        StringBuilder examples = new StringBuilder("\n## Examples\n");
        for (DoctorRule rule : DoctorRule.values()) {
            Finding finding = finding(directory, rule);
            text.append("| `").append(rule.id()).append("` | ").append(finding.severity());
            text.append(" | ")
                    .append(rule.what())
                    .append(" | ")
                    .append(rule.why())
                    .append(" |\n");
            examples.append("\n### `").append(rule.id()).append("`\n\n- at: ").append(finding.subject());
            examples.append("\n- seen: ").append(finding.seen());
            examples.append("\n- fix: ").append(finding.fix()).append('\n');
        }
        text.append("\nA severity that depends on the case is that of the example.\n");
        return text.append(examples).toString();
    }

    private static Finding finding(Path directory, DoctorRule rule) {
        Example example = DoctorExamples.all().stream()
                .filter(one -> one.rule() == rule)
                .findFirst()
                .orElseThrow();
        return example.sick().apply(new FakeHost(directory.resolve("document-" + rule.id()))).findings().stream()
                .filter(found -> found.rule() == rule)
                .findFirst()
                .orElseThrow();
    }
}
