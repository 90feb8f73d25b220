/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import io.vip4j.health.EffectivePriority;
import io.vip4j.vrrp.Priority;
import java.util.ArrayList;
import java.util.List;

/**
 * How a member stands in a situation.
 *
 * @param takesPart whether it takes part in the election
 * @param canSpeak whether the others hear it, also when it gives the role away
 * @param priority what it takes part with
 * @param sum what weights would make of the priority if it had no bounds
 * @param lastResort whether it takes part only because nobody else might
 */
record Standing(boolean takesPart, boolean canSpeak, Priority priority, int sum, boolean lastResort) {

    /** The priority of a last resort. */
    static final Priority LAST_RESORT = new Priority(1);

    /**
     * @param everywhere all virtual routers, among them those that move with this member
     */
    static Standing of(Member member, Situation situation, List<VirtualRouter> everywhere) {
        boolean runs = situation.runs(member.node());
        boolean stopped = situation.has(Failure.Kind.STOP, member.node(), "");
        boolean connected = situation.isConnected(member);
        int weight = 0;
        for (Watched watched : Watched.allOf(member)) {
            weight += watched.onFailure().contribution(situation.isUp(member.node(), watched));
        }
        List<Watched> releasing = new ArrayList<>(releasing(Watched.allOf(member), member, situation));
        boolean hasLink = hasLink(member, situation);
        for (VirtualRouter router : everywhere) {
            for (Member other : router.members()) {
                if (!other.equals(member) && other.movesWith(member)) {
                    hasLink &= hasLink(other, situation);
                    releasing.addAll(releasing(Watched.of(other.config()), other, situation));
                }
            }
        }
        boolean sick = !releasing.isEmpty();
        // An interface that is down is no reason to go on: only checks are.
        boolean checksOnly =
                releasing.stream().allMatch(watched -> watched.check().isPresent());
        boolean lastResort = sick && checksOnly && keepsWhenAllBad(member, everywhere);
        Priority configured = member.config().priority();
        Priority priority = lastResort ? LAST_RESORT : EffectivePriority.of(configured, weight);
        return new Standing(
                runs && hasLink && (!sick || lastResort),
                (runs || stopped) && connected,
                priority,
                configured.isOwner() ? configured.value() : configured.value() + weight,
                lastResort);
    }

    /** Whether a failed check makes it the last resort: in a group all members must want it so. */
    static boolean keepsWhenAllBad(Member member, List<VirtualRouter> everywhere) {
        return everywhere.stream()
                .flatMap(router -> router.members().stream())
                .filter(other -> other.equals(member) || other.movesWith(member))
                .allMatch(other -> other.config().keepWhenAllBad());
    }

    private static boolean hasLink(Member member, Situation situation) {
        return situation.isConnected(member) || !member.config().tracksOwnInterface();
    }

    private static List<Watched> releasing(List<Watched> all, Member member, Situation situation) {
        return all.stream()
                .filter(watched -> watched.onFailure().releasesWhen(situation.isUp(member.node(), watched)))
                .toList();
    }
}
