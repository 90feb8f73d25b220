/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.driver.PeerLines.Subject;
import io.vip4j.spi.Loop;
import io.vip4j.spi.PeerLinks;
import io.vip4j.spi.PlatformException;
import io.vip4j.spi.VipPlatform;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens at one own address and port for the routers that want to watch the process of the routers here, and tells them
 * what they need to know. Whoever says anything else, or nothing in time, is sent away.
 *
 * <p>Bounds: {@value #MOST_UNNAMED} connections that have not yet said what they want, {@value #MOST_UNNAMED_OF_ONE} of
 * one address; then one for each address and virtual router, and {@value #MOST_WATCHERS} for each virtual router.
 */
final class PeerGreeter implements PeerLinks.Acceptor {

    /** A router here that may be watched. */
    interface Watched {

        /** Whether it is Active. */
        boolean isActive();

        /** How long its addresses outlive this process; see {@link Linger}. */
        OptionalLong lingerMillis();

        /** Whether anybody can connect at present: why not, or empty if so. */
        void listening(Optional<String> problem);
    }

    static final int MOST_UNNAMED = 64;
    static final int MOST_UNNAMED_OF_ONE = 32;

    /** As many as are remembered of the routers of one virtual router. */
    static final int MOST_WATCHERS = KnownPeers.MOST;

    static final Duration HELLO_LIMIT = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(PeerGreeter.class);
    private static final long LOG_SPACING_NANOS = Duration.ofMinutes(1).toNanos();

    private final VipPlatform platform;
    private final Loop loop;
    private final Place place;
    private final int port;
    private final Loop.Alarm helloAlarm;
    private final Loop.Alarm retry;
    private final Backoff backoff = new Backoff(0);
    private final Map<Subject, Watched> routers = new HashMap<>();
    private final Map<Subject, Map<IpAddress, Guest>> watchers = new HashMap<>();
    private final Set<Guest> unnamed = new LinkedHashSet<>(); // The one whose time is over first is the first.
    private PeerLinks.@Nullable Listening listening;
    private Optional<String> problem = Optional.empty();
    private long sentAway;
    private long quietUntilNanos;

    /** Starts to listen, now or as soon as the host lets it. */
    PeerGreeter(VipPlatform platform, Place place, int port) {
        this.platform = platform;
        this.loop = platform.loop();
        this.place = place;
        this.port = port;
        this.helloAlarm = loop.newAlarm(this::sendSilentAway);
        this.retry = loop.newAlarm(this::listen);
        this.quietUntilNanos = loop.nanoTime();
        listen();
    }

    private void listen() {
        if (listening != null) {
            return;
        }
        try {
            listening = platform.peerLinks().listen(place.networkInterface(), place.address(), port, this);
            problem = Optional.empty();
        } catch (PlatformException e) {
            problem = Optional.of("nobody can watch this process: " + e.getMessage());
            retry.armAt(loop.nanoTime() + backoff.failed().toNanos());
        }
        List.copyOf(routers.values()).forEach(router -> router.listening(problem));
    }

    /** A router may be watched here from now on. */
    void add(Subject subject, Watched router) {
        routers.put(subject, router);
        router.listening(problem);
    }

    /** A router is watched here no more, for reasons that are not its death. */
    void remove(Subject subject) {
        routers.remove(subject);
        dismiss(subject);
    }

    boolean isOfNoUse() {
        return routers.isEmpty();
    }

    /** A router is no longer Active: the end of its watchers' connections is not its death. */
    void dismiss(Subject subject) {
        Map<IpAddress, Guest> guests = watchers.remove(subject);
        if (guests != null) {
            guests.values().forEach(Guest::dismiss);
        }
    }

    /** The addresses of a router outlive this process for another time than before. */
    void lingerChanged(Subject subject, OptionalLong lingerMillis) {
        Map<IpAddress, Guest> guests = watchers.get(subject);
        if (guests != null) {
            guests.values().forEach(guest -> guest.link.send(PeerLines.linger(lingerMillis)));
        }
    }

    @Override
    public PeerLinks.Listener accepted(IpAddress peer, PeerLinks.Link link) {
        Guest guest = new Guest(peer, link, loop.nanoTime() + HELLO_LIMIT.toNanos());
        long ofPeer = unnamed.stream().filter(other -> other.peer.equals(peer)).count();
        if (unnamed.size() >= MOST_UNNAMED || ofPeer >= MOST_UNNAMED_OF_ONE) {
            guest.sendAway("too many connections");
            return guest;
        }
        unnamed.add(guest);
        if (unnamed.size() == 1) {
            helloAlarm.armAt(guest.helloDueAtNanos);
        }
        return guest;
    }

    private void sendSilentAway() {
        long now = loop.nanoTime();
        while (!unnamed.isEmpty()) {
            Guest first = unnamed.iterator().next();
            if (now - first.helloDueAtNanos < 0) {
                helloAlarm.armAt(first.helloDueAtNanos);
                return;
            }
            first.sendAway("no word within " + HELLO_LIMIT.toSeconds() + " s");
        }
    }

    /** How many connections were ended because of what they said, or did not say. */
    long sentAway() {
        return sentAway;
    }

    /** How many connections there are. */
    int connections() {
        return unnamed.size() + watchers.values().stream().mapToInt(Map::size).sum();
    }

    boolean isAt(Place otherPlace, int otherPort) {
        return place.equals(otherPlace) && port == otherPort;
    }

    void close() {
        List.copyOf(routers.keySet()).forEach(this::remove);
        List.copyOf(unnamed).forEach(Guest::dismiss);
        helloAlarm.disarm();
        retry.disarm();
        if (listening != null) {
            listening.close();
            listening = null;
        }
    }

    private void admit(Guest guest, Subject subject) {
        Watched router = routers.get(subject);
        if (router == null || !router.isActive()) {
            guest.decline(router == null ? "no such virtual router" : "not Active");
            return;
        }
        Map<IpAddress, Guest> guests = watchers.computeIfAbsent(subject, unused -> new HashMap<>());
        Guest before = guests.remove(guest.peer);
        if (before != null) {
            before.dismiss(); // That process has been restarted, or has lost the connection.
        }
        if (guests.size() >= MOST_WATCHERS) {
            guest.sendAway("too many connections");
            return;
        }
        guests.put(guest.peer, guest);
        guest.subject = subject;
        guest.link.send(PeerLines.ok(router.lingerMillis()));
    }

    /** One connection from another router. */
    private final class Guest implements PeerLinks.Listener {

        private final IpAddress peer;
        private final PeerLinks.Link link;
        private final long helloDueAtNanos;
        private @Nullable Subject subject;

        Guest(IpAddress peer, PeerLinks.Link link, long helloDueAtNanos) {
            this.peer = peer;
            this.link = link;
            this.helloDueAtNanos = helloDueAtNanos;
        }

        @Override
        public void connected() {
            // It is the other end that connects.
        }

        @Override
        public void line(String line) {
            Optional<Subject> wanted = PeerLines.readHello(line);
            if (!unnamed.remove(this) || wanted.isEmpty()) {
                sendAway("not what a router says");
            } else {
                admit(this, wanted.get());
            }
        }

        @Override
        public void ended(PeerLinks.End end) {
            if (end == PeerLinks.End.MALFORMED) {
                sendAway("no line");
            } else {
                leave();
            }
        }

        void dismiss() {
            link.send(PeerLines.BYE);
            leave();
        }

        void decline(String why) {
            link.send(PeerLines.NO + why);
            leave();
        }

        void sendAway(String why) {
            sentAway++;
            long now = loop.nanoTime();
            if (log.isDebugEnabled() && now - quietUntilNanos >= 0) {
                quietUntilNanos = now + LOG_SPACING_NANOS;
                long count = sentAway;
                new ListenerDispatch(place.networkInterface(), platform.listenerExecutor(), platform.workExecutor())
                        .log(() -> log.debug("peer watch on {}: {} sent away, {}; count={}", place, peer, why, count));
            }
            leave();
        }

        private void leave() {
            unnamed.remove(this);
            if (subject != null) {
                Map<IpAddress, Guest> guests = watchers.get(subject);
                if (guests != null) {
                    guests.remove(peer, this);
                }
            }
            link.close();
        }
    }
}
