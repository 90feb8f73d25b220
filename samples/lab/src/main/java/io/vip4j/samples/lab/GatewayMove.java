/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** A reason for which the address goes to the other gateway. */
enum GatewayMove {
    /** An operator moves it; both gateways live on. */
    SWITCHOVER("switchover", "switchover"),
    /** The gateway is asked to end, as for a new version of it. */
    SIGTERM("sigterm", "SIGTERM of the gateway"),
    /** The gateway is killed. */
    SIGKILL("sigkill", "SIGKILL of the gateway");

    /** For what is closed by the kernel one after the other when a process dies. */
    private static final Duration DYING = Duration.ofMillis(50);

    private final String word;
    private final String title;

    GatewayMove(String word, String title) {
        this.word = word;
        this.title = title;
    }

    /** As it is written on the command line. */
    String word() {
        return word;
    }

    /** As it is written in a table. */
    String title() {
        return title;
    }

    static Optional<GatewayMove> named(String word) {
        return Stream.of(values()).filter(move -> move.word.equals(word)).findFirst();
    }

    /**
     * How long nobody has the address if all goes well (RFC 9568 6.1: Skew_Time after a goodbye; the death of a watched
     * process is as good as one).
     */
    Duration promised(Duration skewTime) {
        return this == SIGKILL ? skewTime.plus(DYING) : skewTime;
    }

    /** Lets it happen to the gateway that has the address. */
    void happenTo(GatewayNode owner) {
        switch (this) {
            case SWITCHOVER -> owner.switchover();
            case SIGTERM -> owner.terminate();
            case SIGKILL -> owner.kill();
        }
    }
}
