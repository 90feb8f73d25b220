/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.machine;

import java.util.List;
import java.util.stream.Stream;

/** All rows: RFC 9568 6.4 and what is ours, by state. */
public final class TransitionTable {

    static final List<TransitionRow> ROWS = Stream.of(
                    InitializeRows.ROWS, BackupRows.ROWS, ClaimingRows.ROWS, HoldingRows.ROWS, ReleasingRows.ROWS)
            .flatMap(List::stream)
            .toList();

    private TransitionTable() {}

    /** The names of the rows that another machine does not fulfil. */
    public static List<String> rowsThatNotice(BrokenMachine machine) {
        return ROWS.stream()
                .filter(row -> !machine.step(row.parameters(), row.given(), row.input(), row.nowNanos())
                        .equals(row.expected()))
                .map(TransitionRow::name)
                .toList();
    }

    /** The names of all rows, in their order. */
    public static List<String> names() {
        return ROWS.stream().map(TransitionRow::name).toList();
    }
}
