/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What works at one moment, over all nodes. */
final class Situation {

    private final Set<Failure> failures;
    private final Set<Failure> reversedOnly;

    private Situation(Set<Failure> failures, Set<Failure> reversedOnly) {
        this.failures = failures;
        this.reversedOnly = reversedOnly;
    }

    /** All is well: every check is up, except those that nobody uses but reversed. */
    static Situation healthy(List<VirtualRouter> routers) {
        Set<Failure> reversed = new HashSet<>();
        Set<Failure> straight = new HashSet<>();
        for (VirtualRouter router : routers) {
            for (Member member : router.members()) {
                straight.add(new Failure(
                        Failure.Kind.INTERFACE, member.node(), member.config().networkInterface()));
                for (Watched watched : Watched.allOf(member)) {
                    Failure failure = new Failure(watched.kind(), member.node(), watched.subject());
                    (watched.onFailure().reversed() ? reversed : straight).add(failure);
                }
            }
        }
        reversed.removeAll(straight);
        return new Situation(Set.of(), Set.copyOf(reversed));
    }

    /** The situation without any failure. */
    Situation allWell() {
        return new Situation(Set.of(), reversedOnly);
    }

    Situation with(Failure failure) {
        Set<Failure> more = new HashSet<>(failures);
        more.add(failure);
        return new Situation(Set.copyOf(more), reversedOnly);
    }

    boolean has(Failure.Kind kind, String node, String subject) {
        return failures.contains(new Failure(kind, node, subject));
    }

    /** Whether a node runs. */
    boolean runs(String node) {
        return !has(Failure.Kind.CRASH, node, "") && !has(Failure.Kind.STOP, node, "");
    }

    /** Whether the link of a member's own interface is there. */
    boolean isConnected(Member member) {
        return !has(Failure.Kind.INTERFACE, member.node(), member.config().networkInterface());
    }

    /** Whether a check or an interface is up. */
    boolean isUp(String node, Watched watched) {
        Failure failure = new Failure(watched.kind(), node, watched.subject());
        return failures.contains(failure) == reversedOnly.contains(failure);
    }
}
