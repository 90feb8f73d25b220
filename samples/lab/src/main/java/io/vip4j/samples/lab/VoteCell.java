/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * One combination of links that work and links that do not, and who owns the address then: of a, which is higher and had
 * it before, and b.
 *
 * @param peers whether a and b hear each other
 * @param storeOfA whether a reaches the store
 * @param storeOfB whether b reaches the store
 * @param owners the names of the owners, if the store's loss is KEEP_UNTIL_EXPIRY
 */
record VoteCell(boolean peers, boolean storeOfA, boolean storeOfB, Set<String> owners) {

    /** The table of docs/adr/0036-quorum.md. */
    static final List<VoteCell> ALL = List.of(
            new VoteCell(true, true, true, Set.of("a")),
            new VoteCell(true, true, false, Set.of("a")),
            new VoteCell(true, false, true, Set.of("b")),
            new VoteCell(true, false, false, Set.of()),
            new VoteCell(false, true, true, Set.of("a")),
            new VoteCell(false, true, false, Set.of("a")),
            new VoteCell(false, false, true, Set.of("b")),
            new VoteCell(false, false, false, Set.of()));

    /** What is cut, between these hosts. */
    List<PacketFilter.Cut> cuts(LabHost a, LabHost b, List<LabHost> store) {
        List<PacketFilter.Cut> cuts = new ArrayList<>();
        if (!peers) {
            cuts.add(new PacketFilter.Cut(List.of(a), List.of(b)));
        }
        if (!storeOfA) {
            cuts.add(new PacketFilter.Cut(List.of(a), store));
        }
        if (!storeOfB) {
            cuts.add(new PacketFilter.Cut(List.of(b), store));
        }
        return cuts;
    }

    /** For people: {@code peers up, store of a cut, store of b up}. */
    @Override
    public String toString() {
        return String.join(
                ", ",
                Arrays.asList("peers " + word(peers), "store of a " + word(storeOfA), "store of b " + word(storeOfB)));
    }

    private static String word(boolean works) {
        return works ? "up" : "cut";
    }
}
