/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import io.vip4j.event.Releasing;
import io.vip4j.event.Transition;
import io.vip4j.event.VipListener;
import io.vip4j.event.VipState;
import io.vip4j.samples.proxy.net.EventLoops;
import io.vip4j.samples.proxy.net.Listener;
import io.vip4j.spi.PlatformException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a proxy owes its address. Before it is given away: who connects is turned away, connections finish, and the rest is
 * cut while a reset can still be sent. When it is lost: connections to it are ended, nobody will hear of them again. And
 * afterwards it listens again, for the next takeover.
 */
final class VipDuty implements VipListener {

    private static final Logger LOG = LoggerFactory.getLogger(VipDuty.class);

    /** The cut comes so long before the addresses go, at most a tenth of the limit. */
    private static final Duration HEAD_START = Duration.ofMillis(250);

    private final EventLoops loops;
    private final Supplier<Collection<Listener>> listeners;
    private final Map<String, VipState> states = new ConcurrentHashMap<>();
    private final Function<String, Predicate<InetAddress>> addresses;
    private volatile boolean ending;

    /**
     * @param listeners those of this moment
     * @param addresses those of a router, by its name
     */
    VipDuty(
            EventLoops loops,
            Supplier<Collection<Listener>> listeners,
            Function<String, Predicate<InetAddress>> addresses) {
        this.loops = loops;
        this.listeners = listeners;
        this.addresses = addresses;
    }

    /** The process ends: what is closed stays closed. */
    void end() {
        ending = true;
    }

    /** The state of a router, as it was told last. */
    VipState state(String router) {
        return states.getOrDefault(router, VipState.INITIALIZE);
    }

    @Override
    public CompletionStage<?> onReleasing(Releasing releasing) {
        Predicate<InetAddress> owned = addresses.apply(releasing.router());
        for (Listener listener : listeners.get()) {
            if (owned.test(listener.config().bind().getAddress())) {
                listener.close();
            } else {
                listener.leave(owned);
            }
        }
        Duration limit = releasing.limit();
        Duration early = limit.dividedBy(10);
        return Drain.of(
                loops, listeners.get(), owned, limit.minus(early.compareTo(HEAD_START) < 0 ? early : HEAD_START));
    }

    @Override
    public void onTransition(Transition transition) {
        states.put(transition.router(), transition.to());
        if (transition.from() != VipState.ACTIVE) {
            return;
        }
        Predicate<InetAddress> owned = addresses.apply(transition.router());
        for (Listener listener : listeners.get()) {
            listener.cut(owned);
            listener.leave(address -> false);
            if (!ending) {
                listenAgain(listener);
            }
        }
    }

    private static void listenAgain(Listener listener) {
        try {
            listener.open();
        } catch (PlatformException e) {
            LOG.error("{}; a takeover would find nobody there", e.getMessage());
        }
    }
}
