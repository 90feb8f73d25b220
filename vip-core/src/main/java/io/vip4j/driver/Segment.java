/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.Transport.Multicast;
import io.vip4j.config.UnknownVrids;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.spi.AdvertisementChannel;
import io.vip4j.spi.InterfaceMonitor;
import io.vip4j.spi.InterfaceMonitor.InterfaceState;
import io.vip4j.spi.Loop;
import io.vip4j.spi.PlatformException;
import io.vip4j.spi.VipPlatform;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Vrid;
import io.vip4j.wire.AdvertisementCodec;
import io.vip4j.wire.Decoded;
import io.vip4j.wire.RejectReason;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One interface and family: its socket, and the virtual routers found there by their identifier. When the interface is
 * removed the socket goes; when one of its name is there again, with whatever number, another is opened.
 */
final class Segment implements AutoCloseable, InterfaceMonitor.Listener {

    private static final int NOT_KNOWN = -1;

    private final VipPlatform platform;
    private final String networkInterface;
    private final AddressFamily family;
    private final DiscardCounters discards;
    private final @Nullable ElectorDriver[] routers = new ElectorDriver[256];
    private final @Nullable LatestDatagram[] latest = new LatestDatagram[256]; // Of those that have a router.
    private final Loop.Alarm retry;
    private final Backoff backoff = new Backoff(0);
    private final InterfaceMonitor.Watch watch;
    private UnknownVrids unknownVrids = UnknownVrids.WATCHED;
    private @Nullable ElectorDriver spokesman;
    private @Nullable AdvertisementChannel channel;
    private int index = NOT_KNOWN;
    private String problem = "";

    /**
     * @param awaited whether the interface may come later
     * @throws PlatformException if the socket cannot be opened and the interface is not awaited
     */
    Segment(HostScope host, String networkInterface, AddressFamily family, boolean awaited) {
        this.platform = host.platform();
        this.networkInterface = networkInterface;
        this.family = family;
        this.discards = new DiscardCounters(
                networkInterface,
                new ListenerDispatch(networkInterface, platform.listenerExecutor(), platform.workExecutor()),
                host.silent());
        this.retry = platform.loop().newAlarm(this::openAgain);
        if (!awaited) {
            channel = platform.openChannel(networkInterface, family, this::received);
        }
        try {
            this.watch = platform.interfaces().watch(networkInterface, this);
        } catch (RuntimeException e) {
            shut();
            throw e;
        }
    }

    /**
     * The socket.
     *
     * @throws PlatformException if there is none at present
     */
    AdvertisementChannel channel() {
        AdvertisementChannel open = channel;
        if (open == null) {
            throw new PlatformException(problem().orElse("interface " + networkInterface + " has no socket"));
        }
        return open;
    }

    /** Why there is no socket, for people; empty if there is one. */
    Optional<String> problem() {
        if (channel != null) {
            return Optional.empty();
        }
        return Optional.of(problem.isEmpty() ? "interface " + networkInterface + " does not exist" : problem);
    }

    /** Hears for a router from now on. */
    void add(ElectorDriver router) {
        routers[router.config().vrid().value()] = router;
        latest[router.config().vrid().value()] = new LatestDatagram();
        chooseSpokesman();
        chooseWhatIsHeard();
    }

    /** Each foreign VRID is told once on a segment, not by every router there: by the one with the lowest VRID. */
    private void chooseSpokesman() {
        spokesman = null;
        for (int vrid = routers.length - 1; vrid > 0; vrid--) {
            ElectorDriver router = routers[vrid];
            if (router != null) {
                spokesman = router;
            }
        }
    }

    void remove(ElectorDriver router) {
        if (routers[router.config().vrid().value()] == router) {
            routers[router.config().vrid().value()] = null;
            latest[router.config().vrid().value()] = null;
            chooseSpokesman();
            chooseWhatIsHeard();
        }
    }

    /** What is done about VRIDs that have no router here, from now on. */
    void unknownVrids(UnknownVrids now) {
        if (now != unknownVrids) {
            unknownVrids = now;
            chooseWhatIsHeard();
        }
    }

    private void chooseWhatIsHeard() {
        AdvertisementChannel open = channel;
        if (open == null) {
            return;
        }
        if (unknownVrids == UnknownVrids.WATCHED) {
            open.hearAll();
            return;
        }
        Set<Vrid> wanted = new HashSet<>();
        for (ElectorDriver router : routers) {
            if (router != null) {
                wanted.add(router.config().vrid());
            }
        }
        open.hearOnly(wanted);
    }

    /**
     * Hears the multicast group that a router uses, if it is another than that of the RFC.
     *
     * @throws PlatformException if the kernel refuses it
     */
    void join(VirtualRouterConfig config) {
        AdvertisementChannel open = channel;
        if (open != null && config.transport() instanceof Multicast multicast) {
            multicast.group().ifPresent(open::join);
        }
    }

    void addDiscardsTo(Map<RejectReason, Long> sums) {
        discards.addTo(sums);
    }

    @Override
    public void changed(InterfaceState state) {
        if (index == NOT_KNOWN && channel != null) {
            index = state.index();
            if (!state.exists()) {
                shut();
            }
            return;
        }
        if (index == state.index()) {
            return;
        }
        index = state.index();
        backoff.succeeded();
        shut();
        if (state.exists()) {
            open();
        }
        tellRouters();
    }

    @Override
    public void addressRemoved(IpAddress address) {
        // The routers look after their addresses themselves.
    }

    private void open() {
        try {
            channel = platform.openChannel(networkInterface, family, this::received);
            problem = "";
            chooseWhatIsHeard();
            for (ElectorDriver router : routers) {
                if (router != null) {
                    join(router.config());
                }
            }
            backoff.succeeded();
        } catch (PlatformException e) {
            shut();
            problem = String.valueOf(e.getMessage());
            retry.armAt(platform.loop().nanoTime() + backoff.failed().toNanos());
        }
    }

    private void openAgain() {
        if (channel == null && index > 0) {
            open();
            tellRouters();
        }
    }

    private void shut() {
        retry.disarm();
        problem = "";
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    private void tellRouters() {
        for (ElectorDriver router : routers) {
            if (router != null) {
                router.segmentChanged();
            }
        }
    }

    private void received(IpAddress source, IpAddress destination, int timeToLive, ByteBuffer message) {
        int vrid = AdvertisementCodec.vrid(message);
        if (unknownVrids == UnknownVrids.IGNORED && (vrid < 0 || routers[vrid] == null)) {
            return; // As if the platform had not let it through, which it need not.
        }
        Decoded decoded = decode(vrid, source, destination, timeToLive, message);
        if (decoded instanceof Decoded.Accepted accepted) {
            wellFormed(source, destination, timeToLive, accepted);
        } else if (decoded instanceof Decoded.Rejected rejected) {
            discards.count(rejected.reason(), source, platform.loop().nanoTime());
        }
    }

    private Decoded decode(int vrid, IpAddress source, IpAddress destination, int timeToLive, ByteBuffer message) {
        LatestDatagram known = vrid < 0 ? null : latest[vrid];
        return known == null
                ? AdvertisementCodec.decode(source, destination, timeToLive, message)
                : known.decode(source, destination, timeToLive, message);
    }

    private void wellFormed(IpAddress source, IpAddress destination, int timeToLive, Decoded.Accepted accepted) {
        ElectorDriver router = routers[accepted.advertisement().vrid().value()];
        if (router == null) {
            discards.count(RejectReason.VRID_UNKNOWN, source, platform.loop().nanoTime());
            if (spokesman != null) {
                spokesman.heardForeign(source, accepted.advertisement());
            }
        } else {
            router.received(source, destination, timeToLive, accepted);
        }
    }

    @Override
    public void close() {
        watch.close();
        shut();
    }
}
