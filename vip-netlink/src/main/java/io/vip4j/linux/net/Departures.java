/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.ffi.MessageHeader;
import io.vip4j.linux.ffi.OutgoingBatch;
import io.vip4j.spi.AdvertisementChannel.Departure;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What leaves a raw socket together: messages wait until the alarms of this turn of the loop have rung, or there are
 * enough of them, and go by one system call. On the loop; allocates nothing but the words for what the kernel refuses.
 */
final class Departures {

    /**
     * As many wait at most: some ten microseconds of work each, so that company costs a third of a millisecond at most, and
     * the price of the call itself is small among so many.
     */
    static final int MOST = 32;

    /** Room for advertisements of one address each, and for some with hundreds. */
    private static final int OCTETS = 1 << 14;

    /** Does not want to know. */
    static final Departure NOBODY = new Departure() {
        @Override
        public void left() {}

        @Override
        public void refused(PlatformException why) {}
    };

    /** Writes where a packet comes from and goes to into its header. */
    @FunctionalInterface
    interface Addressing {
        void write(MessageHeader header, int interfaceIndex, IpAddress source, IpAddress destination, int timeToLive);
    }

    /** Sends, and finds words for what is refused. */
    interface Exit {

        /**
         * Looks at what is to be sent.
         *
         * @throws PlatformException if it must not be
         */
        void check(IpAddress source, IpAddress destination, int timeToLive);

        /**
         * Sends a message and those behind it.
         *
         * @return how many have left; or, if the first one has not, its negated error number
         */
        int send(OutgoingBatch batch, int first);

        /** Tells whoever gave it what became of a message. Must not throw. */
        void tell(Departure departure, int errno, IpAddress source, IpAddress destination);
    }

    private final Exit exit;
    private final Addressing addressing;
    private final Predicate<Runnable> afterAlarms;
    private final Runnable flush = this::flush;
    private final OutgoingBatch batch;
    private final @Nullable Departure[] departures = new Departure[MOST];
    private final @Nullable IpAddress[] sources = new IpAddress[MOST];
    private final @Nullable IpAddress[] destinations = new IpAddress[MOST];
    private final int[] errnos = new int[MOST];
    private boolean telling;

    /**
     * @param afterAlarms see {@link EpollLoop#runAfterAlarms}
     * @param nameLength octets of the socket address of each message
     * @param controlLength octets of its control data
     */
    Departures(Exit exit, Addressing addressing, Predicate<Runnable> afterAlarms, int nameLength, int controlLength) {
        this.exit = exit;
        this.addressing = addressing;
        this.afterAlarms = afterAlarms;
        this.batch = new OutgoingBatch(MOST, OCTETS, nameLength, controlLength);
    }

    /** Its headers, to fill in what never changes. */
    Iterable<MessageHeader> headers() {
        return batch.headers();
    }

    /** Whether a message of this length may wait, for alarms ring in this turn; otherwise it goes by itself. */
    boolean open(int octets) {
        return !telling && octets <= OCTETS && (batch.size() > 0 || afterAlarms.test(flush));
    }

    /** After {@link #open}: lets a message wait. */
    void add(
            int interfaceIndex,
            IpAddress source,
            IpAddress destination,
            int timeToLive,
            ByteBuffer message,
            Departure departure) {
        try {
            exit.check(source, destination, timeToLive);
        } catch (PlatformException e) {
            departure.refused(e);
            return;
        }
        if (!batch.hasRoomFor(message.remaining())) {
            flush();
        }
        int index = batch.size();
        sources[index] = source;
        destinations[index] = destination;
        departures[index] = departure;
        addressing.write(batch.add(message), interfaceIndex, source, destination, timeToLive);
    }

    /** Sends what waits, in its order, and tells what became of it. What the kernel refuses keeps no other. */
    void flush() {
        if (telling || batch.size() == 0) {
            return;
        }
        int count = batch.size();
        for (int next = 0; next < count; ) {
            int sent = exit.send(batch, next);
            int end = next + Math.max(1, sent);
            Arrays.fill(errnos, next, end, sent < 0 ? -sent : 0);
            next = end;
        }
        batch.clear();
        telling = true; // Whoever hears it may send again: by itself, for its place is not free yet.
        try {
            for (int i = 0; i < count; i++) {
                tell(i);
            }
        } finally {
            telling = false;
        }
    }

    private void tell(int index) {
        Departure departure = departures[index];
        IpAddress source = sources[index];
        IpAddress destination = destinations[index];
        departures[index] = null;
        sources[index] = null;
        destinations[index] = null;
        if (departure != null && source != null && destination != null) {
            exit.tell(departure, errnos[index], source, destination);
        }
    }
}
