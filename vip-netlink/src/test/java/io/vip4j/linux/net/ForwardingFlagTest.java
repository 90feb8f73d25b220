/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.spi.Loop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForwardingFlagTest {

    private static final long SECOND = 1_000_000_000;

    private final Clock clock = new Clock();

    @TempDir
    private Path directory;

    @Test
    void settingIsReadAgainAfterFiveSecondsAtTheEarliest() throws IOException {
        Path setting = Files.writeString(directory.resolve("forwarding"), "0\n");
        ForwardingFlag flag = new ForwardingFlag(clock, setting);
        Files.writeString(setting, "1\n");

        clock.now += 5 * SECOND - 1;
        assertThat(flag.isSet()).isFalse();
        clock.now += 1;
        assertThat(flag.isSet()).isTrue();

        // 2 is forwarding that still accepts router advertisements.
        Files.writeString(setting, "2\n");
        clock.now += 5 * SECOND;
        assertThat(flag.isSet()).isTrue();
        Files.writeString(setting, "0\n");
        clock.now += 5 * SECOND;
        assertThat(flag.isSet()).isFalse();
    }

    @Test
    void interfaceWithoutIpv6DoesNotForward() {
        assertThat(new ForwardingFlag(clock, ForwardingFlag.settingOf("no-such-if")).isSet())
                .isFalse();
    }

    /** A loop of which only the time is used. */
    private static final class Clock implements Loop {

        private long now = Long.MAX_VALUE - SECOND;

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public Instant now() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean inLoop() {
            return true;
        }

        @Override
        public void execute(Runnable task) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Alarm newAlarm(Runnable task) {
            throw new UnsupportedOperationException();
        }
    }
}
