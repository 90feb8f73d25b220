/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.Transport.Multicast;
import io.vip4j.config.Transport.Peer;
import io.vip4j.config.Transport.Unicast;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.spi.AdvertisementChannel;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.ChecksumForm;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.VirtualAddress;
import io.vip4j.vrrp.VrrpVersion;
import io.vip4j.wire.Advertisement;
import io.vip4j.wire.Advertisement.Authentication;
import io.vip4j.wire.AdvertisementCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds and sends the advertisements of one virtual router: one to the group or a copy to each peer, in each version
 * that is spoken. They are kept as they were encoded, for nearly always the next one is like the last one; sending it
 * again allocates nothing.
 */
final class AdvertisementSender {

    private static final int GROUP_TTL = 255; // RFC 9568 5.1.1.3, 5.1.2.3.

    /** A copy, ready to be sent. */
    private record Packet(IpAddress destination, int timeToLive, ByteBuffer message) {}

    private final Admission admission;
    private final Supplier<AdvertisementChannel> channel;
    private VirtualRouterConfig config;

    // What was encoded last, and of what; none after a change of the settings.
    private final List<Packet> packets = new ArrayList<>();
    private @Nullable Priority encodedPriority;
    private @Nullable IpAddress encodedSource;
    private @Nullable ChecksumForm encodedForm;

    // Of the advertisement that waits for company.
    private final AdvertisementChannel.Departure departure = new CopyInCompany();
    private Outcome outcome = Outcome.NONE;
    private int copiesAwaited;
    private int copiesLeft;
    private @Nullable PlatformException refusal;

    private long sent;
    private long failedCopies;

    /** Hears what became of an advertisement that was sent in company. */
    interface Outcome {

        /** There is none to hear of. */
        Outcome NONE = new Outcome() {
            @Override
            public void left() {}

            @Override
            public void refused(PlatformException why) {}
        };

        /** It has left, at least to one peer. */
        void left();

        /** The platform refused every copy. */
        void refused(PlatformException why);
    }

    /**
     * @param channel the open channel of this moment
     */
    AdvertisementSender(VirtualRouterConfig config, Admission admission, Supplier<AdvertisementChannel> channel) {
        this.config = config;
        this.admission = admission;
        this.channel = channel;
    }

    /** Sends by other settings from now on; {@link Admission} must know them already. */
    void change(VirtualRouterConfig newConfig) {
        config = newConfig;
        encodedPriority = null;
    }

    /** How many were sent; copies to several peers and in two versions count as one. */
    long sent() {
        return sent;
    }

    /** How many copies the platform refused. */
    long failedCopies() {
        return failedCopies;
    }

    /**
     * Sends one now. A peer that cannot be reached does not keep the others from hearing it.
     *
     * @param source the own source address
     * @throws PlatformException if the platform refuses every copy
     */
    void send(Priority priority, IpAddress source) {
        encodeIfChanged(priority, source);
        int copies = 0;
        PlatformException failure = null;
        for (int i = 0; i < packets.size(); i++) {
            Packet packet = packets.get(i);
            try {
                channel.get().send(source, packet.destination, packet.timeToLive, packet.message);
                copies++;
            } catch (PlatformException e) {
                failedCopies++;
                failure = e;
            }
        }
        if (copies > 0) {
            sent++;
        } else if (failure != null) {
            throw failure;
        }
    }

    /**
     * Sends one with those of other routers that are due in this turn, before the turn ends.
     *
     * @param whenLeft is told once, maybe in this call
     */
    void sendInCompany(Priority priority, IpAddress source, Outcome whenLeft) {
        settle();
        encodeIfChanged(priority, source);
        outcome = whenLeft;
        copiesAwaited = packets.size();
        copiesLeft = 0;
        refusal = null;
        if (copiesAwaited == 0) {
            outcome.left(); // There is nobody to hear it.
        }
        for (int i = 0; i < packets.size(); i++) {
            Packet packet = packets.get(i);
            try {
                channel.get().sendInCompany(source, packet.destination, packet.timeToLive, packet.message, departure);
            } catch (PlatformException noChannel) {
                departure.refused(noChannel);
            }
        }
    }

    /** What waits for company goes now, and the outcome is told: nothing may overtake it. */
    void settle() {
        if (copiesAwaited > 0) {
            channel.get().flush();
        }
    }

    /** Hears of one copy after the other. */
    private final class CopyInCompany implements AdvertisementChannel.Departure {

        @Override
        public void left() {
            copiesLeft++;
            told();
        }

        @Override
        public void refused(PlatformException why) {
            failedCopies++;
            refusal = why;
            told();
        }

        private void told() {
            if (--copiesAwaited > 0) {
                return;
            }
            if (copiesLeft > 0) {
                sent++;
                outcome.left();
            } else if (refusal != null) {
                outcome.refused(refusal);
            }
        }
    }

    private void encodeIfChanged(Priority priority, IpAddress source) {
        ChecksumForm form = admission.ownForm();
        if (!priority.equals(encodedPriority) || !source.equals(encodedSource) || form != encodedForm) {
            encode(priority, source, form);
        }
    }

    private void encode(Priority priority, IpAddress source, ChecksumForm form) {
        packets.clear();
        encodedPriority = null; // Should memory for them run out, the next advertisement tries again.
        encode(advertisement(config.version(), priority), source, form);
        if (config.alsoVersion2()) {
            encode(advertisement(VrrpVersion.V2, priority), source, form); // RFC 9568 8.4.
        }
        encodedPriority = priority;
        encodedSource = source;
        encodedForm = form;
    }

    private Advertisement advertisement(VrrpVersion version, Priority priority) {
        return new Advertisement(
                version,
                config.vrid(),
                priority,
                config.advertisementInterval(),
                config.addresses().stream().map(VirtualAddress::address).toList(),
                version == VrrpVersion.V2 ? admission.ownAuthentication() : Authentication.NONE);
    }

    private void encode(Advertisement advertisement, IpAddress source, ChecksumForm form) {
        if (config.transport() instanceof Multicast multicast) {
            IpAddress group = multicast.group().orElse(config.family().vrrpGroup());
            packets.add(packet(advertisement, source, form, group, GROUP_TTL));
        } else if (config.transport() instanceof Unicast unicast) {
            for (Peer peer : unicast.peers()) {
                if (!peer.address().equals(source)) {
                    packets.add(packet(advertisement, source, form, peer.address(), unicast.timeToLive()));
                }
            }
        }
    }

    private static Packet packet(
            Advertisement advertisement, IpAddress source, ChecksumForm form, IpAddress destination, int timeToLive) {
        ByteBuffer message = ByteBuffer.allocateDirect(AdvertisementCodec.encodedLength(advertisement));
        AdvertisementCodec.encode(advertisement, form, source, destination, message);
        return new Packet(destination, timeToLive, message.flip());
    }
}
