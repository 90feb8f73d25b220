/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Every single failure, and pairs of them. */
final class CaseEnumeration {

    private CaseEnumeration() {}

    /** Each node crashes, stops, loses each interface that counts, and fails each check that has an effect. */
    static List<Failure> singles(List<String> nodes, List<VirtualRouter> routers) {
        Set<Failure> all = new LinkedHashSet<>();
        for (String node : nodes) {
            all.add(new Failure(Failure.Kind.CRASH, node, ""));
            all.add(new Failure(Failure.Kind.STOP, node, ""));
            for (Member member : membersOf(node, routers)) {
                all.add(new Failure(
                        Failure.Kind.INTERFACE, node, member.config().networkInterface()));
            }
            for (Failure.Kind kind : List.of(Failure.Kind.INTERFACE, Failure.Kind.CHECK)) {
                for (Member member : membersOf(node, routers)) {
                    Watched.allOf(member).stream()
                            .filter(watched -> watched.kind() == kind && watched.hasEffect())
                            .forEach(watched -> all.add(new Failure(kind, node, watched.subject())));
                }
            }
        }
        return List.copyOf(all);
    }

    /** One failure, and when all has settled another, which is not of a node that is gone. */
    static List<List<Failure>> pairs(List<Failure> singles) {
        List<List<Failure>> all = new ArrayList<>();
        for (Failure first : singles) {
            for (Failure second : singles) {
                boolean gone = first.node().equals(second.node()) && (isNode(first) || first.equals(second));
                if (!gone) {
                    all.add(List.of(first, second));
                }
            }
        }
        return all;
    }

    private static boolean isNode(Failure failure) {
        return failure.kind() == Failure.Kind.CRASH || failure.kind() == Failure.Kind.STOP;
    }

    private static List<Member> membersOf(String node, List<VirtualRouter> routers) {
        List<Member> members = new ArrayList<>();
        routers.forEach(router -> router.on(node).ifPresent(members::add));
        return members;
    }
}
