/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import io.vip4j.linux.netlink.NftChain.Place;
import io.vip4j.linux.netlink.NftRules.Obstacle;
import java.util.Optional;

/**
 * Plays a packet of which not everything is known through a chain. What a rule that may or may not match would do is
 * remembered as a doubt, and the packet goes on.
 */
final class NftTrial {

    private static final int NFT_JUMP_STACK_SIZE = 16;

    /** Chains that lead to each other in many ways are not followed for ever. */
    private static final int MAX_RULES = 100_000;

    private enum End {
        ACCEPTED,
        DROPPED,
        UNDECIDED
    }

    private final NftRules rules;
    private final NftPacket packet;
    private boolean mayBeAccepted;
    private String dropper = "";
    private int played;

    NftTrial(NftRules rules, NftPacket packet) {
        this.rules = rules;
        this.packet = packet;
    }

    /** What keeps the packet out; empty if it may pass. */
    Optional<Obstacle> play(NftChain base) {
        End end = walk(base.place(), 0);
        if (end == End.UNDECIDED && base.drops()) {
            String unless = mayBeAccepted ? "no rule that holds for certain accepts it" : "no rule accepts it";
            return Optional.of(
                    new Obstacle(!mayBeAccepted, base.place() + " drops IP protocol 112 by its policy: " + unless));
        }
        return end == End.DROPPED
                ? Optional.of(new Obstacle(!mayBeAccepted, base.place() + " drops IP protocol 112: " + dropper))
                : Optional.empty();
    }

    private End walk(Place place, int depth) {
        if (depth > NFT_JUMP_STACK_SIZE) {
            return End.UNDECIDED;
        }
        for (NftRule rule : rules.rulesOf(place)) {
            if (++played > MAX_RULES) {
                mayBeAccepted = true;
                return End.UNDECIDED;
            }
            RuleTrial trial = new RuleTrial(rules, packet, place);
            RuleTrial.Verdict verdict = trial.play(rule);
            boolean certain = trial.isCertain();
            switch (verdict.kind()) {
                case ACCEPT -> {
                    if (certain) {
                        return End.ACCEPTED;
                    }
                    mayBeAccepted = true;
                }
                case DROP -> {
                    if (certain) {
                        dropper = "the rule with handle " + rule.handle()
                                + (place.chain().isEmpty() ? "" : " in chain " + place.chain());
                        return End.DROPPED;
                    }
                }
                case JUMP, GOTO -> {
                    boolean before = mayBeAccepted;
                    End end = walk(place.sibling(verdict.chain()), depth + 1);
                    if (certain && (end != End.UNDECIDED || verdict.kind() == RuleTrial.Kind.GOTO)) {
                        return end;
                    }
                    mayBeAccepted = before || mayBeAccepted || end == End.ACCEPTED;
                }
                case RETURN -> {
                    if (certain) {
                        return End.UNDECIDED;
                    }
                }
                case UNKNOWN -> mayBeAccepted = true;
                case NONE -> {
                    // The next rule decides.
                }
            }
        }
        return End.UNDECIDED;
    }
}
