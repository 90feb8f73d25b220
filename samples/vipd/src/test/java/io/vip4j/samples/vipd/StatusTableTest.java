/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.samples.vipd.terminal.Glyphs;
import io.vip4j.samples.vipd.terminal.Text;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StatusTableTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:05:05Z");

    private static List<Text> lines(int width) {
        return StatusTable.of(StatusDocuments.TWO_ROUTERS, NOW, width, Glyphs.UNICODE);
    }

    @Test
    void whatHoldsARouterBackAndWhatIsWrongIsShown() {
        assertThat(lines(Integer.MAX_VALUE).stream().map(Text::toString).collect(Collectors.joining("\n")))
                .isEqualTo("""
                vipd 1, pid 2, 2 routers of /k.conf, up 1 min
                loop late by 0.18 ms in the mean, 1.0 ms at p99, 701 ms at most; 1 stall above 500 ms

                ROUTER  VRID  INTERFACE  STATE       SINCE   PRIORITY  ACTIVE ROUTER  ADDRESSES\
                                                           SENT  RECEIVED  DISCARDED
                web       10  eth0       ACTIVE      55 s         100  198.51.100.1   198.51.100.101/24\
                 198.51.100.102/24 2001:db8::1/64    60         1  -
                mail      11  eth1       INITIALIZE  -      80 of 100  -              203.0.113.1/24\
                                                         0         0  TTL_NOT_255=3 CHECKSUM=1

                web:
                  lease for another 1.8 s
                  peer 198.51.100.2, priority 90, heard 58 s ago
                  2026-01-02 03:04:06Z, 59 s ago  INITIALIZE -> BACKUP  STARTUP
                  2026-01-02 03:04:10Z, 55 s ago  BACKUP -> ACTIVE  ACTIVE_DOWN (nobody heard)

                mail:
                  held back: interface eth1 is down
                  held: new disk (for another 30 min, until 2026-01-02 03:35:05Z)
                  priority 80 instead of 100 (for another 1 min, until 2026-01-02 03:06:05Z)
                  wrong: DUPLICATE_ADDRESS 203.0.113.1: why (since 2026-01-02 03:04:35Z, 30 s ago; 3 times, last 1.0 s ago)
                  wrong: NO_PEER_HEARD: alone (since 2026-01-02 03:05:00Z, 5.0 s ago)
                  check db down: DOWN 1/1: refused (release; 4 good, 1 bad; last 250 ms ago, took 1.5 ms)
                  check new up: has not answered yet
                  2026-01-02 03:04:35Z, 29 s ago  DUPLICATE_ADDRESS begins  why
                  2026-01-02 03:04:59Z, 6.0 s ago  TWO_ACTIVE ends  over""");
    }

    @Test
    void inANarrowTerminalNameStateAndAddressesRemain() {
        assertThat(lines(72).subList(3, 6))
                .extracting(Text::toString)
                .containsExactly(
                        "ROUTER  STATE       SINCE  ACTIVE ROUTER  ADDRESSES",
                        "web     ACTIVE      55 s   198.51.100.1   198.51.100.101/24 +2",
                        "mail    INITIALIZE  -      -              203.0.113.1/24");
        assertThat(lines(39).subList(3, 6))
                .extracting(Text::toString)
                .containsExactly(
                        "ROUTER  STATE       ADDRESSES",
                        "web     ACTIVE      198.51.100.101/24 …",
                        "mail    INITIALIZE  203.0.113.1/24");
    }

    @Test
    void coloursRepeatWhatTheWordsSay() {
        List<String> coloured =
                lines(Integer.MAX_VALUE).stream().map(line -> line.render(true)).toList();
        assertThat(coloured.get(4)).contains("\u001b[1;32mACTIVE\u001b[0m");
        assertThat(coloured.get(5)).contains("\u001b[33mINITIALIZE\u001b[0m", "\u001b[33m80 of 100\u001b[0m");
        assertThat(coloured)
                .contains("  check db \u001b[1;31mdown\u001b[0m: DOWN 1/1: refused"
                        + "\u001b[2m (release; 4 good, 1 bad; last 250 ms ago, took 1.5 ms)\u001b[0m");
    }
}
