/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.samples.vipd.Timeline.Change;
import io.vip4j.samples.vipd.terminal.Glyphs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final Instant START = Instant.parse("2026-01-02T03:00:00Z");
    private static final Duration SLOT = Duration.ofSeconds(5);

    private static Change change(int second, String from, String to) {
        return new Change(START.plusSeconds(second), from, to);
    }

    private static String lane(Timeline timeline, int until, int now) {
        return timeline.lane(12, SLOT, START, START.plusSeconds(until), START.plusSeconds(now), Glyphs.ASCII)
                .toString();
    }

    @Test
    void eachSlotShowsTheStateAtItsEnd() {
        Timeline timeline =
                new Timeline("ACTIVE", List.of(change(10, "INITIALIZE", "BACKUP"), change(29, "BACKUP", "ACTIVE")));
        assertThat(lane(timeline, 60, 59)).isEqualTo("..---#######");
        assertThat(lane(timeline, 60, 30)).isEqualTo("     ..---##");
        assertThat(timeline.lastTransition()).contains(START.plusSeconds(29));
    }

    @Test
    void severalChangesInOneSlotAreNotHidden() {
        Timeline timeline =
                new Timeline("BACKUP", List.of(change(11, "BACKUP", "ACTIVE"), change(12, "ACTIVE", "BACKUP")));
        assertThat(lane(timeline, 60, 59)).isEqualTo("--*---------");
    }

    @Test
    void whatWasNotHeardIsNotKnown() {
        Timeline timeline = new Timeline("ACTIVE", List.of());
        assertThat(lane(timeline, 60, 59)).isEqualTo("############");
        assertThat(lane(timeline, 31, 59)).isEqualTo("#######     ");
        assertThat(timeline.lastTransition()).isEmpty();
    }

    @Test
    void theLaneMovesByWholeSlots() {
        Timeline timeline = new Timeline("BACKUP", List.of(change(10, "INITIALIZE", "BACKUP")));
        assertThat(lane(timeline, 60, 59)).isEqualTo(lane(timeline, 60, 55)).isEqualTo("..----------");
        assertThat(lane(timeline, 90, 60)).isEqualTo(".-----------");
    }

    @Test
    void theLegendNamesEachSign() {
        assertThat(Timeline.legend(Glyphs.UNICODE)).hasToString("█ ACTIVE  ─ BACKUP  · INITIALIZE  * several changes");
    }
}
