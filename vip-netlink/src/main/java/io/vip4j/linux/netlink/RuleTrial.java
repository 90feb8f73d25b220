/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import io.vip4j.linux.netlink.NftChain.Place;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Plays a packet of which not everything is known through one rule. */
final class RuleTrial {

    enum Kind {
        ACCEPT,
        DROP,
        JUMP,
        GOTO,
        RETURN,
        /** One of several, by something that is not known. */
        UNKNOWN,
        /** The rule does not match, or decides nothing. */
        NONE
    }

    /**
     * What a rule says.
     *
     * @param chain where the packet goes on; empty if nowhere
     */
    record Verdict(Kind kind, String chain) {
        static final Verdict NOTHING = new Verdict(Kind.NONE, "");
    }

    private static final int NFTA_VALUE = 1;
    private static final int NFTA_DREG = 1;

    private static final int NFTA_PAYLOAD_BASE = 2;
    private static final int NFTA_PAYLOAD_OFFSET = 3;
    private static final int NFTA_PAYLOAD_LEN = 4;

    private static final int NFTA_META_KEY = 2;
    private static final int NFTA_CT_KEY = 2;

    private static final int NFTA_CMP_SREG = 1;
    private static final int NFTA_CMP_OP = 2;
    private static final int NFTA_CMP_DATA = 3;

    private static final int NFTA_BITWISE_SREG = 1;
    private static final int NFTA_BITWISE_DREG = 2;
    private static final int NFTA_BITWISE_MASK = 4;
    private static final int NFTA_BITWISE_XOR = 5;
    private static final int NFTA_BITWISE_OP = 6;

    private static final int NFTA_LOOKUP_SET = 1;
    private static final int NFTA_LOOKUP_SREG = 2;
    private static final int NFTA_LOOKUP_DREG = 3;
    private static final int NFTA_LOOKUP_FLAGS = 5;
    private static final int NFT_LOOKUP_F_INV = 1;

    private static final int NFTA_IMMEDIATE_DATA = 2;
    private static final int NFTA_DATA_VERDICT = 2;
    private static final int NFTA_VERDICT_CODE = 1;
    private static final int NFTA_VERDICT_CHAIN = 2;
    private static final int NF_DROP = 0;
    private static final int NF_ACCEPT = 1;
    private static final int NFT_JUMP = -3;
    private static final int NFT_GOTO = -4;
    private static final int NFT_RETURN = -5;

    private static final int NFTA_TARGET_NAME = 1;

    private final NftRules rules;
    private final NftPacket packet;
    private final Place place;
    private final Registers registers = new Registers();
    private boolean certain = true;

    RuleTrial(NftRules rules, NftPacket packet, Place place) {
        this.rules = rules;
        this.packet = packet;
        this.place = place;
    }

    /** Whether the packet comes to the verdict for certain. */
    boolean isCertain() {
        return certain;
    }

    Verdict play(NftRule rule) {
        for (NftExpression expression : rule.expressions()) {
            switch (expression.name()) {
                case "counter", "log", "notrack", "connlimit" -> {
                    // Decides nothing.
                }
                case "payload" ->
                    load(
                            expression,
                            packet.payload(
                                    expression.number(NFTA_PAYLOAD_BASE),
                                    expression.number(NFTA_PAYLOAD_OFFSET),
                                    expression.number(NFTA_PAYLOAD_LEN)));
                case "meta" -> load(expression, packet.meta(expression.number(NFTA_META_KEY)));
                case "ct" -> load(expression, packet.connection(expression.number(NFTA_CT_KEY)));
                case "bitwise" -> bitwise(expression);
                case "cmp" -> {
                    if (!mayBe(compare(expression))) {
                        return Verdict.NOTHING;
                    }
                }
                case "lookup" -> {
                    if (expression.has(NFTA_LOOKUP_DREG)) {
                        return new Verdict(Kind.UNKNOWN, "");
                    }
                    if (!mayBe(isIn(expression))) {
                        return Verdict.NOTHING;
                    }
                }
                case "immediate" -> {
                    Optional<Verdict> verdict = verdict(expression);
                    if (verdict.isPresent()) {
                        return verdict.get();
                    }
                }
                case "reject" -> {
                    return new Verdict(Kind.DROP, "");
                }
                case "target" -> {
                    // Of iptables; others than these decide nothing.
                    String target = expression.text(NFTA_TARGET_NAME);
                    if (target.equals("REJECT") || target.equals("DROP")) {
                        return new Verdict(Kind.DROP, "");
                    }
                }
                default -> {
                    certain = false; // Not known here: it may be a condition, and write registers.
                    registers.forgetAll();
                }
            }
        }
        return Verdict.NOTHING;
    }

    /** Whether a condition does not fail for certain. */
    private boolean mayBe(Optional<Boolean> holds) {
        certain &= holds.isPresent();
        return holds.orElse(true);
    }

    private void load(NftExpression expression, Optional<byte[]> value) {
        if (value.isPresent()) {
            registers.put(expression.number(NFTA_DREG), value.get());
        } else {
            registers.forgetAll();
        }
    }

    private void bitwise(NftExpression expression) {
        Optional<byte[]> mask = expression.nested(NFTA_BITWISE_MASK, NFTA_VALUE);
        Optional<byte[]> flip = expression.nested(NFTA_BITWISE_XOR, NFTA_VALUE);
        int length = mask.map(value -> value.length).orElse(0);
        Optional<byte[]> source = registers.get(expression.number(NFTA_BITWISE_SREG), length);
        boolean known = expression.number(NFTA_BITWISE_OP) == 0
                && source.isPresent()
                && flip.isPresent()
                && flip.get().length == length;
        if (!known) {
            registers.forgetAll();
            return;
        }
        byte[] result = source.get();
        for (int i = 0; i < length; i++) {
            result[i] = (byte) ((result[i] & mask.orElseThrow()[i]) ^ flip.get()[i]);
        }
        registers.put(expression.number(NFTA_BITWISE_DREG), result);
    }

    private Optional<Boolean> compare(NftExpression expression) {
        byte[] wanted = expression.nested(NFTA_CMP_DATA, NFTA_VALUE).orElse(new byte[0]);
        return registers.get(expression.number(NFTA_CMP_SREG), wanted.length).flatMap(value -> {
            int order = Arrays.compareUnsigned(value, wanted);
            return switch (expression.number(NFTA_CMP_OP)) {
                case 0 -> Optional.of(order == 0);
                case 1 -> Optional.of(order != 0);
                case 2 -> Optional.of(order < 0);
                case 3 -> Optional.of(order <= 0);
                case 4 -> Optional.of(order > 0);
                case 5 -> Optional.of(order >= 0);
                default -> Optional.empty();
            };
        });
    }

    private Optional<Boolean> isIn(NftExpression expression) {
        boolean inverted = (expression.number(NFTA_LOOKUP_FLAGS) & NFT_LOOKUP_F_INV) != 0;
        Optional<List<byte[]>> values = rules.values(place, expression.text(NFTA_LOOKUP_SET));
        if (values.isEmpty()) {
            return Optional.empty();
        }
        for (byte[] value : values.get()) {
            Optional<byte[]> own = registers.get(expression.number(NFTA_LOOKUP_SREG), value.length);
            if (own.isEmpty()) {
                return Optional.empty();
            }
            if (Arrays.equals(own.get(), value)) {
                return Optional.of(!inverted);
            }
        }
        return Optional.of(inverted);
    }

    private static Optional<Verdict> verdict(NftExpression expression) {
        Optional<byte[]> data = expression.nested(NFTA_IMMEDIATE_DATA, NFTA_DATA_VERDICT);
        if (data.isEmpty()) {
            return Optional.empty();
        }
        NftExpression verdict = new NftExpression(
                "verdict", ByteBuffer.wrap(data.get()).order(expression.data().order()));
        return switch (verdict.number(NFTA_VERDICT_CODE)) {
            case NF_DROP -> Optional.of(new Verdict(Kind.DROP, ""));
            case NF_ACCEPT -> Optional.of(new Verdict(Kind.ACCEPT, ""));
            case NFT_JUMP -> Optional.of(new Verdict(Kind.JUMP, verdict.text(NFTA_VERDICT_CHAIN)));
            case NFT_GOTO -> Optional.of(new Verdict(Kind.GOTO, verdict.text(NFTA_VERDICT_CHAIN)));
            case NFT_RETURN -> Optional.of(new Verdict(Kind.RETURN, ""));
            default -> Optional.of(new Verdict(Kind.UNKNOWN, "")); // To another program, for example.
        };
    }
}
