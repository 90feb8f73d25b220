/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.samples.vipd.terminal.Glyphs;
import io.vip4j.samples.vipd.terminal.Size;
import io.vip4j.samples.vipd.terminal.Text;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WatchViewTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:05:05Z");

    private final LatenessHistory lateness = new LatenessHistory();

    private List<Text> picture(Optional<String> silence, Instant now, Size size, Glyphs glyphs) {
        lateness.add(StatusDocuments.TWO_ROUTERS, NOW);
        return new WatchView(StatusDocuments.TWO_ROUTERS, NOW, silence, lateness, now).picture(size, glyphs);
    }

    private static String plain(List<Text> picture) {
        return picture.stream().map(Text::toString).collect(Collectors.joining("\n"));
    }

    @Test
    void aLargeScreenShowsEverything() {
        assertThat(plain(picture(Optional.empty(), NOW, new Size(120, 50), Glyphs.UNICODE)))
                .isEqualTo("""
                vipd 1, pid 2, 2 routers of /k.conf, up 1 min                                                         03:05:05Z  q quits
                loop late by 0.18 ms in the mean, 1.0 ms at p99, 701 ms at most; 1 stall above 500 ms
                worst of each second: ▁ below 0.30 ms, █ from 300 ms                                                                   ▁

                ROUTER  VRID  INTERFACE  STATE       SINCE   PRIORITY  ACTIVE ROUTER  ADDRESSES             SENT  DISCARDED
                web       10  eth0       ACTIVE      55 s         100  198.51.100.1   198.51.100.101/24 +2    60  -
                mail      11  eth1       INITIALIZE  -      80 of 100  -              203.0.113.1/24           0  TTL_NOT_255=3 +1

                NOT AS USUAL
                mail: held back: interface eth1 is down
                mail: held: new disk (for another 30 min, until 2026-01-02 03:35:05Z)
                mail: priority 80 instead of 100 (for another 1 min, until 2026-01-02 03:06:05Z)
                mail: wrong: DUPLICATE_ADDRESS 203.0.113.1: why (since 2026-01-02 03:04:35Z, 30 s ago; 3 times, last 1.0 s ago)
                mail: wrong: NO_PEER_HEARD: alone (since 2026-01-02 03:05:00Z, 5.0 s ago)

                LAST 5 min  █ ACTIVE  ─ BACKUP  · INITIALIZE  * several changes
                web                                                  ─████████████
                mail                                                 ·············

                PEER          OF   ROLE  PRIORITY  HEARD
                198.51.100.2  web  -           90  58 s ago

                CHECK  OF    IS    LAST          TOOK  EFFECT      SAYS
                db     mail  down  250 ms ago  1.5 ms  release     DOWN 1/1: refused
                new    mail  up    -                -  weight -20  has not answered yet

                EVENT      OF    WHAT                      CAUSE
                6.0 s ago  mail  TWO_ACTIVE ends           over
                29 s ago   mail  DUPLICATE_ADDRESS begins  why
                55 s ago   web   BACKUP -> ACTIVE          ACTIVE_DOWN (nobody heard)
                59 s ago   web   INITIALIZE -> BACKUP      STARTUP""");
    }

    @Test
    void aSmallScreenShowsTheMostImportant() {
        assertThat(plain(picture(Optional.empty(), NOW, new Size(60, 20), Glyphs.ASCII)))
                .isEqualTo("""
                vipd 1, pid 2, 2 routers of /k.conf, up~  03:05:05Z  q quits
                loop late by 0.18 ms in the mean, 1.0 ms at p99, 701 ms at ~
                worst of each second: _ below 0.30 ms, # from 300 ms       _

                ROUTER  STATE       ACTIVE ROUTER  ADDRESSES
                web     ACTIVE      198.51.100.1   198.51.100.101/24 +2
                mail    INITIALIZE  -              203.0.113.1/24

                NOT AS USUAL
                mail: held back: interface eth1 is down
                mail: held: new disk (for another 30 min, until 2026-01-02 ~
                mail: priority 80 instead of 100 (for another 1 min, until ~
                and 2 more

                LAST 4 min 30 s  # ACTIVE  - BACKUP  . INITIALIZE  * severa~
                web                                            -############
                mail                                           .............

                PEER          OF   ROLE  PRIORITY  HEARD
                198.51.100.2  web  -           90  58 s ago""");
    }

    @Test
    void aDaemonThatDoesNotAnswerIsShownAsItWasAndSaysSo() {
        List<Text> picture =
                picture(Optional.of("Connection refused"), NOW.plusSeconds(20), new Size(80, 17), Glyphs.UNICODE);
        assertThat(plain(picture)).isEqualTo("""
                vipd 1, pid 2, 2 routers of /k.conf, up 1 min 20 s            03:05:25Z  q quits
                loop late by 0.18 ms in the mean, 1.0 ms at p99, 701 ms at most; 1 stall above …
                worst of each second: ▁ below 0.30 ms, █ from 300 ms       ▁                   \s
                not answering since 03:05:05Z (20 s): Connection refused

                ROUTER  STATE       SINCE        PRIORITY  ACTIVE ROUTER  ADDRESSES
                web     ACTIVE      1 min 15 s        100  198.51.100.1   198.51.100.101/24 +2
                mail    INITIALIZE  -           80 of 100  -              203.0.113.1/24

                NOT AS USUAL
                mail: held back: interface eth1 is down
                mail: held: new disk (for another 29 min 40 s, until 2026-01-02 03:35:05Z)
                and 3 more

                LAST 5 min  █ ACTIVE  ─ BACKUP  · INITIALIZE  * several changes
                web                                              ─███████████    \s
                mail                                             ············    \s""");
    }

    @Test
    void noScreenIsTooSmall() {
        for (int columns = 1; columns <= 130; columns += 3) {
            for (int rows = 1; rows <= 40; rows += 3) {
                Size size = new Size(columns, rows);
                List<Text> picture = picture(Optional.of("why"), NOW, size, Glyphs.UNICODE);
                assertThat(picture).hasSizeLessThanOrEqualTo(rows);
                assertThat(picture).allMatch(line -> line.width() <= size.columns(), "fits " + size);
            }
        }
    }
}
