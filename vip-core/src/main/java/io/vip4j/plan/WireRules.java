/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import io.vip4j.config.Transport.Unicast;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.plan.Finding.Severity;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VrrpVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whether nodes understand each other. */
final class WireRules {

    private WireRules() {}

    static List<Finding> of(Plan plan) {
        List<Finding> findings = new ArrayList<>();
        for (VirtualRouter router : plan.routers()) {
            List<Member> members = router.members();
            for (int i = 0; i < members.size(); i++) {
                peerCount(router, members.get(i), findings);
                for (int j = i + 1; j < members.size(); j++) {
                    pair(router, members.get(i), members.get(j), findings);
                }
            }
        }
        return findings;
    }

    private static void pair(VirtualRouter router, Member one, Member two, List<Finding> findings) {
        String subject = router + ", " + one.node() + " and " + two.node();
        Hearing.obstacle(one, two)
                .or(() -> Hearing.obstacle(two, one))
                .ifPresent(obstacle -> findings.add(new Finding(
                        Severity.ERROR,
                        obstacle.rule(),
                        subject,
                        obstacle.why()
                                + (one.sharesVoteWith(two)
                                        ? "; whoever has the vote keeps it, and the other never preempts"
                                        : "; each would be Active"),
                        obstacle.rule().remedy())));
        addresses(subject, one, two, findings);
        learned(subject, one, two, findings);
        checksum(subject, one, two, findings);
        quorum(subject, one, two, findings);
    }

    private static void quorum(String subject, Member one, Member two, List<Finding> findings) {
        boolean first = one.config().quorum().isPresent();
        if (first != two.config().quorum().isPresent()) {
            findings.add(new Finding(
                    Severity.ERROR,
                    PlanRule.QUORUM_MISMATCH,
                    subject,
                    (first ? one : two).node() + " needs a vote, " + (first ? two : one).node()
                            + " holds the addresses by VRRP alone: when they do not hear each other, both hold them",
                    PlanRule.QUORUM_MISMATCH.remedy()));
        }
    }

    private static void addresses(String subject, Member one, Member two, List<Finding> findings) {
        Set<IpAddress> first = Pairing.addressesOf(one);
        Set<IpAddress> second = Pairing.addressesOf(two);
        if (first.equals(second)) {
            return;
        }
        if (Collections.disjoint(first, second)) {
            findings.add(new Finding(
                    Severity.ERROR,
                    PlanRule.VRID_REUSED,
                    subject,
                    one.node() + " uses the VRID for " + words(first) + ", " + two.node() + " for " + words(second)
                            + ": whoever is Active silences the other, whose addresses nobody holds",
                    "give one of the services a VRID that is free on the link"));
            return;
        }
        findings.add(new Finding(
                Severity.ERROR,
                PlanRule.ADDRESS_MISMATCH,
                subject,
                difference(one, two, first, second) + difference(two, one, second, first)
                        + "what only one of them has does not move",
                PlanRule.ADDRESS_MISMATCH.remedy()));
    }

    private static String difference(Member one, Member two, Set<IpAddress> has, Set<IpAddress> lacks) {
        Set<IpAddress> more = new HashSet<>(has);
        more.removeAll(lacks);
        return more.isEmpty() ? "" : one.node() + " has " + words(more) + ", " + two.node() + " has not; ";
    }

    private static String words(Set<IpAddress> addresses) {
        return addresses.isEmpty()
                ? "no address"
                : String.join(
                        ", ",
                        new TreeSet<>(addresses)
                                .stream().map(IpAddress::toString).toList());
    }

    private static void learned(String subject, Member one, Member two, List<Finding> findings) {
        VirtualRouterConfig first = one.config();
        VirtualRouterConfig second = two.config();
        if (first.version() == VrrpVersion.V3
                && second.version() == VrrpVersion.V3
                && !first.advertisementInterval().equals(second.advertisementInterval())) {
            findings.add(new Finding(
                    Severity.NOTE,
                    PlanRule.INTERVAL_MISMATCH,
                    subject,
                    one.node() + " advertises each "
                            + Words.time(first.advertisementInterval().toDuration()) + ", "
                            + two.node() + " each "
                            + Words.time(second.advertisementInterval().toDuration())
                            + ": a Backup learns the interval of the Active router, so a failover takes longer in one"
                            + " direction than in the other",
                    PlanRule.INTERVAL_MISMATCH.remedy()));
        }
    }

    private static void checksum(String subject, Member one, Member two, List<Finding> findings) {
        VirtualRouterConfig first = one.config();
        VirtualRouterConfig second = two.config();
        if (first.version() == VrrpVersion.V3
                && second.version() == VrrpVersion.V3
                && first.family() == AddressFamily.IPV4
                && first.checksum() != second.checksum()) {
            findings.add(new Finding(
                    Severity.WARNING,
                    PlanRule.CHECKSUM_MISMATCH,
                    subject,
                    one.node() + " sends " + first.checksum() + ", " + two.node() + " " + second.checksum()
                            + ": a node that does not run vip4j discards one of them",
                    PlanRule.CHECKSUM_MISMATCH.remedy()));
        }
    }

    /** Without source addresses in the configurations, at least the number of peers tells. */
    private static void peerCount(VirtualRouter router, Member member, List<Finding> findings) {
        int others = router.members().size() - 1;
        if (member.config().transport() instanceof Unicast unicast
                && unicast.onlyPeers()
                && unicast.peers().size() < others) {
            findings.add(new Finding(
                    Severity.ERROR,
                    PlanRule.PEER_NOT_LISTED,
                    router + ", " + member.node(),
                    "it lists " + unicast.peers().size() + " of " + others + " peers: it does not hear the others",
                    PlanRule.PEER_NOT_LISTED.remedy()));
        }
    }
}
