/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import io.vip4j.probe.Conversations;
import io.vip4j.probe.Probe;
import io.vip4j.probe.SocketProbe;
import io.vip4j.spi.VipPlatform;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Has a conversation over TCP, on the thread that carries those of all checks of the host. */
final class SocketQuestion implements Question {

    private final SocketProbe probe;
    private final Conversations conversations;
    private final VipPlatform platform;
    private @Nullable LateAnswer late; // Written by the loop.

    SocketQuestion(SocketProbe probe, Conversations conversations, VipPlatform platform) {
        this.probe = probe;
        this.conversations = conversations;
        this.platform = platform;
    }

    @Override
    public void ask(Duration timeout, Consumer<Probe.Result> answer) {
        LateAnswer mine = new LateAnswer(platform.loop(), answer);
        late = mine;
        mine.follow(conversations.ask(probe, timeout));
    }

    @Override
    public String giveUp(Duration timeout) {
        close();
        return Question.noAnswer(timeout);
    }

    @Override
    public boolean keepsTime() {
        return true;
    }

    /** The connection is reset. */
    @Override
    public void close() {
        if (late != null) {
            late.abandon(platform.workExecutor());
        }
    }
}
