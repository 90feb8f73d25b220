/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README's comparison says in numbers is what docs/figures.md has measured, rounded. */
class ReadmeFiguresTest {

    private static final Pattern NUMBER = Pattern.compile("(\\d+(?:\\.\\d+)?) (ms|s|MiB)\\b");
    private static final Pattern MEDIAN = Pattern.compile("(\\d+(?:\\.\\d+)?)(?: / \\d+(?:\\.\\d+)?)? (ms|MiB)");
    private static final Pattern COMPARED = Pattern.compile("keepalived \\d+\\.\\d+\\.\\d+");

    /** In both documents the first column names the row, and keepalived has the one after ours. */
    private static final int OURS_IN_README = 1;

    private static final int OURS_IN_FIGURES = 2;

    private static final Table README = Table.below("README.md", "\n## Beside others\n");
    private static final Table FIGURES = Table.below("docs/figures.md", "# Figures\n");

    /**
     * A number of the README and where it comes from.
     *
     * @param row how the README's row begins
     * @param keepalived whether it is keepalived's and not ours
     * @param number with its unit
     * @param figure how the row of the figures begins
     */
    private record Claim(String row, boolean keepalived, String number, String figure) {

        static Claim ours(String row, String number, String figure) {
            return new Claim(row, false, number, figure);
        }

        static Claim keepalived(String row, String number, String figure) {
            return new Claim(row, true, number, figure);
        }

        String cell() {
            return README.cell(row, OURS_IN_README + (keepalived ? 1 : 0));
        }

        String source() {
            return FIGURES.cell(figure, OURS_IN_FIGURES + (keepalived ? 1 : 0));
        }
    }

    private static final List<Claim> CLAIMS = List.of(
            Claim.ours("owner killed: two owners", "0 ms", "two owners after SIGKILL,"),
            Claim.ours("owner frozen: two owners", "0 ms", "two owners during SIGSTOP"),
            Claim.ours("owner killed: the next one", "0.25 s", "SIGKILL to new owner with `peerWatch`"),
            Claim.keepalived("owner killed: the next one", "2.7 s", "SIGKILL to new owner with `peerWatch`"),
            Claim.ours("service fails: address gone", "1.6 ms", "`down()` to address gone"),
            Claim.ours("service fails: address gone", "538 ms", "script each 1 s, weight 0:"),
            Claim.keepalived("service fails: address gone", "548 ms", "script each 1 s, weight 0:"),
            Claim.ours("memory of its own process", "65 MiB", "resident memory of a node"),
            Claim.keepalived("memory of its own process", "13 MiB", "resident memory of a node"));

    @Test
    void everyNumberIsTheRoundedMedian() {
        assertThat(CLAIMS).allSatisfy(claim -> {
            assertThat(numbers(claim.cell())).contains(claim.number());
            MatchResult median =
                    MEDIAN.matcher(claim.source()).results().findFirst().orElseThrow();
            MatchResult said =
                    NUMBER.matcher(claim.number()).results().findFirst().orElseThrow();
            assertThat(rounded(median, said)).isEqualTo(new BigDecimal(said.group(1)));
        });
    }

    @Test
    void thereIsNoOtherNumber() {
        List<String> shown = README.rows().stream()
                .flatMap(row -> row.subList(OURS_IN_README, OURS_IN_README + 2).stream())
                .flatMap(cell -> numbers(cell).stream())
                .sorted()
                .toList();
        assertThat(shown).isEqualTo(CLAIMS.stream().map(Claim::number).sorted().toList());
    }

    @Test
    void whatNeverEndsThereIsSaidToLastHere() {
        assertThat(FIGURES.cell("two owners after SIGKILL,", OURS_IN_FIGURES + 1))
                .isEqualTo("never ends");
        assertThat(README.cell("owner killed: two owners", OURS_IN_README + 1)).startsWith("ever:");
        assertThat(FIGURES.cell("two owners during SIGSTOP", OURS_IN_FIGURES + 1))
                .isEqualTo("never ends");
        assertThat(README.cell("owner frozen: two owners", OURS_IN_README + 1)).isEqualTo("as long as it is frozen");
    }

    @Test
    void bothComparedWithTheSameKeepalived() {
        List<String> versions = Stream.of("README.md", "docs/figures.md")
                .map(document -> COMPARED.matcher(Repository.text(document))
                        .results()
                        .findFirst()
                        .orElseThrow()
                        .group())
                .distinct()
                .toList();
        assertThat(versions).hasSize(1);
    }

    private static List<String> numbers(String cell) {
        return NUMBER.matcher(cell).results().map(MatchResult::group).toList();
    }

    /** What was measured, in the unit and with the digits of what is said. */
    private static BigDecimal rounded(MatchResult measured, MatchResult said) {
        BigDecimal value = new BigDecimal(measured.group(1));
        boolean inSeconds = said.group(2).equals("s");
        assertThat(inSeconds ? "ms" : said.group(2)).isEqualTo(measured.group(2));
        return (inSeconds ? value.movePointLeft(3) : value)
                .setScale(new BigDecimal(said.group(1)).scale(), RoundingMode.HALF_UP);
    }

    /** The cells of a table, without the heading. */
    private record Table(List<List<String>> rows) {

        static Table below(String document, String heading) {
            String text = Repository.text(document);
            return new Table(text.substring(text.indexOf(heading) + heading.length())
                    .lines()
                    .dropWhile(line -> !line.startsWith("| --- |"))
                    .skip(1)
                    .takeWhile(line -> line.startsWith("|"))
                    .map(line -> Stream.of(line.substring(1).split("\\|", -1))
                            .map(String::strip)
                            .toList())
                    .toList());
        }

        String cell(String row, int column) {
            List<List<String>> found =
                    rows.stream().filter(cells -> cells.get(0).startsWith(row)).toList();
            assertThat(found).as("rows that begin with: %s", row).hasSize(1);
            return found.get(0).get(column);
        }
    }
}
