/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.quorum.OnStoreLoss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Who owns the address when links fail: that between the peers, and that of each to the store. The higher router, a, is the
 * owner before, and again when all links are mended.
 */
final class QuorumMatrixTest {

    private static final Path RECORD =
            Path.of(System.getProperty("basedir", "."), "..", "docs", "adr", "0036-quorum.md");

    private static final int RUNS = 10;

    private static final List<String> NOBODY = List.of();
    private static final List<String> A = List.of("a");
    private static final List<String> B = List.of("b");

    /**
     * Links that work, and who owns the address then.
     *
     * @param strict with RELEASE and KEEP_UNTIL_EXPIRY
     * @param keeping with KEEP_WHILE_PEERS_SILENT
     */
    private record Row(boolean peers, boolean storeOfA, boolean storeOfB, List<String> strict, List<String> keeping) {}

    private static final List<Row> TABLE = List.of(
            new Row(true, true, true, A, A),
            new Row(true, true, false, A, A),
            new Row(true, false, true, B, A),
            new Row(true, false, false, NOBODY, A),
            new Row(false, true, true, A, A),
            new Row(false, true, false, A, A),
            new Row(false, false, true, B, List.of("a", "b")),
            new Row(false, false, false, NOBODY, A));

    @Test
    void theRecordOfTheDecisionHasTheSameTable() throws IOException {
        List<Row> recorded = Files.readAllLines(RECORD).stream()
                .filter(line -> line.startsWith("| up |") || line.startsWith("| cut |"))
                .map(line -> line.split(" *\\| *", -1))
                .flatMap(cells -> Stream.of("up", "cut")
                        .filter(storeOfB -> cells[3].contains(storeOfB))
                        .map(storeOfB -> new Row(
                                cells[1].equals("up"),
                                cells[2].equals("up"),
                                storeOfB.equals("up"),
                                owners(cells[4]),
                                owners(cells[5]))))
                .toList();
        assertThat(recorded).isEqualTo(TABLE);
    }

    private static List<String> owners(String cell) {
        return Stream.of("a", "b")
                .filter(name -> cell.matches("(.* )?" + name + "( .*)?"))
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> everyCellHasItsOwner() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Row row : TABLE) {
            for (OnStoreLoss policy : OnStoreLoss.values()) {
                for (int run = 0; run < RUNS; run++) {
                    int seed = run;
                    tests.add(
                            DynamicTest.dynamicTest(policy + " " + row + " run " + run, () -> play(row, policy, seed)));
                }
            }
        }
        return tests.stream();
    }

    private static void play(Row row, OnStoreLoss policy, int seed) {
        List<String> owners = policy == OnStoreLoss.KEEP_WHILE_PEERS_SILENT ? row.keeping() : row.strict();
        QuorumBench bench = new QuorumBench(policy, seed);
        bench.start("a", 200);
        bench.start("b", 100);
        bench.runSeconds(10);
        bench.run(Duration.ofMillis(137L * seed));
        assertThat(bench.owners()).containsExactly("a");
        if (!row.peers()) {
            bench.lan.split("a");
        }
        if (!row.storeOfA()) {
            bench.store.cut("a");
        }
        if (!row.storeOfB()) {
            bench.store.cut("b");
        }
        pass(bench, Duration.ofSeconds(40), owners);
        assertThat(bench.owners()).isEqualTo(owners);
        bench.lan.heal();
        bench.store.heal();
        pass(bench, Duration.ofSeconds(60), owners);
        assertThat(bench.owners()).as("mended").containsExactly("a");
    }

    /** Two owners at one time are wrong, but where they are expected. */
    private static void pass(QuorumBench bench, Duration time, List<String> owners) {
        if (owners.size() > 1) {
            bench.lan.run(time);
        } else {
            bench.run(time);
        }
    }
}
