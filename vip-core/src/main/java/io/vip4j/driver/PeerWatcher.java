/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.driver.PeerLines.Lingers;
import io.vip4j.driver.PeerLines.Subject;
import io.vip4j.event.AnomalyKind;
import io.vip4j.spi.Loop;
import io.vip4j.spi.PeerLinks;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Watches the process of the Active router over one connection, as a Backup.
 *
 * <pre>
 *          connected        ok                         ended without bye
 * Waiting -----------&gt; Asking ---------&gt; Watching -----------------------&gt; suspects, and connects once more at once
 *    ^                   |                 |                                    |            |            |
 *    +--- refused, no, ended, silent ------+ bye                             refused     connected     silent
 *         2 s, then 4, 8 ... 60 s                                            it died     it lives   nothing is proved
 * </pre>
 *
 * That the host refuses the second connection proves that it lives and that the process does not. The kernel closes the
 * files of a dead process one after the other, so for a moment the second connection may be taken and end again: it is
 * tried {@value #MOST_TRIES} times.
 */
final class PeerWatcher {

    /** Hears of a death, on the loop. */
    @FunctionalInterface
    interface Listener {
        /** The process of the router that is followed has ended. */
        void died(IpAddress source, long lingerNanos);
    }

    static final int MOST_TRIES = 20;

    /** How long an answer is waited for: one round trip on a link, and one lost packet gives it up. */
    static final Duration ANSWER_LIMIT = Duration.ofSeconds(1);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(5);

    /** Two routers that are Active in turns, or claim to be, cause no more connections than one a second. */
    private static final long SPACING_NANOS = Duration.ofSeconds(1).toNanos();

    /** A connection that held so long was a good one. */
    private static final long GOOD_NANOS = Duration.ofSeconds(10).toNanos();

    private enum Phase {
        WAITING,
        CONNECTING,
        ASKING,
        WATCHING
    }

    private final PeerLinks links;
    private final Loop loop;
    private final String networkInterface;
    private final Subject subject;
    private final Anomalies anomalies;
    private final Listener listener;
    private final Loop.Alarm alarm;

    // Written by the loop.
    private int port;
    private Optional<IpAddress> target = Optional.empty();
    private @Nullable IpAddress own;
    private Backoff backoff = new Backoff(0);
    private Phase phase = Phase.WAITING;
    private @Nullable Conversation conversation;
    private Optional<Lingers> lingers = Optional.empty();
    private boolean suspects;
    private int tries;
    private long alarmDueAtNanos;
    private long connectedAtNanos;
    private long suspectedAtNanos;
    private long watchingSinceNanos;

    PeerWatcher(
            PeerLinks links,
            Loop loop,
            String networkInterface,
            Subject subject,
            int port,
            Anomalies anomalies,
            Listener listener) {
        this.links = links;
        this.loop = loop;
        this.networkInterface = networkInterface;
        this.subject = subject;
        this.port = port;
        this.anomalies = anomalies;
        this.listener = listener;
        this.alarm = loop.newAlarm(this::alarmRang);
        this.connectedAtNanos = loop.nanoTime() - SPACING_NANOS;
        this.suspectedAtNanos = connectedAtNanos;
    }

    /**
     * Watches this router from now on, and no other; the same one as before goes on being watched.
     *
     * @param active the router that was heard as Active last; empty: none is to be watched
     * @param from the own address to connect from
     */
    void follow(Optional<IpAddress> active, IpAddress from) {
        if (active.equals(target) && (active.isEmpty() || from.equals(own))) {
            return;
        }
        stop();
        if (active.isPresent()) {
            target = active;
            own = from;
            backoff = new Backoff(0);
            long now = loop.nanoTime();
            armAt(now + Math.max(0, connectedAtNanos + SPACING_NANOS - now));
        }
    }

    /** Another port from now on. */
    void port(int newPort) {
        if (newPort != port) {
            stop();
            port = newPort;
        }
    }

    /** Watches nobody. */
    void stop() {
        if (target.isEmpty()) {
            return;
        }
        hangUp();
        alarm.disarm();
        anomalies.over(AnomalyKind.CANNOT_WATCH, target.get());
        target = Optional.empty();
        phase = Phase.WAITING;
        suspects = false;
        lingers = Optional.empty();
    }

    /** Whether the death of the Active router would be noticed at once. */
    boolean isWatching() {
        return phase == Phase.WATCHING
                && lingers.filter(known -> known.millis().isPresent()).isPresent();
    }

    private void armAt(long nanos) {
        alarmDueAtNanos = nanos;
        alarm.armAt(nanos);
    }

    private void alarmRang() {
        if (target.isEmpty() || loop.nanoTime() - alarmDueAtNanos < 0) {
            return;
        }
        switch (phase) {
            case WAITING -> connect();
            case ASKING -> pause(); // Whoever takes connections and says nothing is frozen, or no router.
            case CONNECTING, WATCHING -> {
                // Waits for nothing that has a limit here.
            }
        }
    }

    private void connect() {
        IpAddress peer = target.orElseThrow();
        IpAddress from = own;
        if (from == null) {
            return;
        }
        Conversation next = new Conversation();
        phase = Phase.CONNECTING;
        conversation = next;
        connectedAtNanos = loop.nanoTime();
        try {
            next.link = links.connect(networkInterface, from, peer, port, ANSWER_LIMIT, next);
        } catch (PlatformException e) {
            pause(); // The interface is about to go, or the host is short of something.
        }
    }

    /** Waits until the next attempt. */
    private void pause() {
        hangUp();
        phase = Phase.WAITING;
        armAt(loop.nanoTime() + backoff.failed().toNanos());
    }

    private void hangUp() {
        Conversation before = conversation;
        conversation = null;
        if (before != null && before.link != null) {
            before.link.close();
        }
    }

    private void answered(String line) {
        Optional<Lingers> ok = PeerLines.readOk(line);
        if (ok.isPresent()) {
            phase = Phase.WATCHING;
            suspects = false;
            watchingSinceNanos = loop.nanoTime();
            alarm.disarm();
            outlives(ok.get());
            return;
        }
        if (line.startsWith(PeerLines.NO)) {
            suspects = false; // It lives.
        }
        pause();
    }

    private void told(String line) {
        Optional<Lingers> changed = PeerLines.readLinger(line);
        if (changed.isPresent()) {
            outlives(changed.get());
        } else {
            pause(); // It has said goodbye, or is no router.
        }
    }

    private void outlives(Lingers news) {
        lingers = Optional.of(news);
        IpAddress peer = target.orElseThrow();
        if (news.millis().isPresent()) {
            anomalies.over(AnomalyKind.CANNOT_WATCH, peer);
        } else {
            anomalies.notice(
                    AnomalyKind.CANNOT_WATCH,
                    peer,
                    "the addresses of " + peer
                            + " stay when its process dies, so that to hear of its death is of no use:"
                            + " give it a lease");
        }
    }

    private void lostWhileWatching(PeerLinks.End end) {
        long now = loop.nanoTime();
        if (now - watchingSinceNanos >= GOOD_NANOS) {
            backoff.succeeded();
        }
        boolean isNews = end == PeerLinks.End.CLOSED
                && lingers.filter(known -> known.millis().isPresent()).isPresent();
        suspects = isNews;
        if (!isNews || now - suspectedAtNanos < SPACING_NANOS) {
            pause();
            return;
        }
        suspectedAtNanos = now;
        tries = 1;
        hangUp();
        connect();
    }

    private void lostBeforeAnswer() {
        if (!suspects || tries >= MOST_TRIES) {
            pause();
            return;
        }
        tries++;
        hangUp();
        phase = Phase.WAITING;
        armAt(loop.nanoTime() + BETWEEN_TRIES.toNanos());
    }

    private void refused() {
        boolean died = suspects;
        suspects = false;
        pause();
        if (died) {
            OptionalLong millis = lingers.map(Lingers::millis).orElse(OptionalLong.empty());
            listener.died(
                    target.orElseThrow(),
                    Duration.ofMillis(millis.orElseThrow()).toNanos());
        }
    }

    /** One connection; what it says after another one has taken its place does not count. */
    private final class Conversation implements PeerLinks.Listener {

        private PeerLinks.@Nullable Link link;

        private boolean isOver() {
            return conversation != this;
        }

        @Override
        public void connected() {
            if (!isOver() && link != null) {
                phase = Phase.ASKING;
                link.send(PeerLines.hello(subject));
                armAt(loop.nanoTime() + ANSWER_LIMIT.toNanos());
            }
        }

        @Override
        public void line(String line) {
            if (isOver()) {
                return;
            }
            if (phase == Phase.WATCHING) {
                told(line);
            } else {
                answered(line);
            }
        }

        @Override
        public void ended(PeerLinks.End end) {
            if (isOver()) {
                return;
            }
            switch (phase) {
                case CONNECTING -> {
                    if (end == PeerLinks.End.REFUSED) {
                        refused();
                    } else {
                        pause();
                    }
                }
                case ASKING -> lostBeforeAnswer();
                case WATCHING -> lostWhileWatching(end);
                case WAITING -> {
                    // Cannot be: a conversation that waits is over.
                }
            }
        }
    }
}
