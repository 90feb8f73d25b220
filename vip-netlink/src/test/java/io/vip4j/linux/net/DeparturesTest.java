/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.linux.ffi.MessageHeader;
import io.vip4j.linux.ffi.OutgoingBatch;
import io.vip4j.spi.AdvertisementChannel.Departure;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What leaves a socket together, with a kernel that refuses what it is told to. */
class DeparturesTest {

    private static final IpAddress SOURCE = IpAddress.parse("198.51.100.1");
    private static final int EPERM = 1;

    private final Kernel kernel = new Kernel();
    private final List<Runnable> afterAlarms = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private boolean ringing = true;
    private final Departures departures = new Departures(
            kernel,
            (header, index, source, destination, timeToLive) ->
                    destination.write(header.networkOrder(), MessageHeader.NAME),
            task -> ringing && afterAlarms.add(task),
            16,
            8);

    /** Takes messages by the number of their destination, and tells calls. */
    private static final class Kernel implements Departures.Exit {
        private final List<String> calls = new ArrayList<>();
        private final Set<Integer> refused = new HashSet<>();
        private int takes = Integer.MAX_VALUE;

        @Override
        public void check(IpAddress source, IpAddress destination, int timeToLive) {
            if (timeToLive == 0) {
                throw new PlatformException("timeToLive");
            }
        }

        @Override
        public int send(OutgoingBatch batch, int first) {
            int next = first;
            while (next < batch.size() && next - first < takes && !refused.contains(number(batch, next))) {
                next++;
            }
            calls.add(next > first ? number(batch, first) + ".." + number(batch, next - 1) : "EPERM");
            return next > first ? next - first : -EPERM;
        }

        private int number(OutgoingBatch batch, int index) {
            return (int) IpAddress.read(
                                    SOURCE.family(), batch.headers().get(index).networkOrder(), MessageHeader.NAME)
                            .low()
                    & 0xFFFF;
        }

        @Override
        public void tell(Departure departure, int errno, IpAddress source, IpAddress destination) {
            if (errno == 0) {
                departure.left();
            } else {
                departure.refused(new PlatformException("errno " + errno));
            }
        }
    }

    private void add(int number) {
        add(number, 255, 12);
    }

    private void add(int number, int timeToLive, int octets) {
        assertThat(departures.open(octets)).isTrue();
        departures.add(
                1,
                SOURCE,
                IpAddress.ofIpv4(0xCB007100 + number),
                timeToLive,
                ByteBuffer.allocateDirect(octets),
                new Passenger(number));
    }

    private final class Passenger implements Departure {
        private final int number;

        Passenger(int number) {
            this.number = number;
        }

        @Override
        public void left() {
            told.add(number + " left");
            if (number == 77) {
                assertThat(departures.open(12)).as("while others are told").isFalse();
                departures.flush();
            }
        }

        @Override
        public void refused(PlatformException why) {
            told.add(number + " refused");
        }
    }

    private void addAll(int first, int last) {
        for (int i = first; i <= last; i++) {
            add(i);
        }
    }

    @Test
    void allOfATurnLeaveByOneCall() {
        addAll(1, 3);
        assertThat(kernel.calls).isEmpty();
        assertThat(told).isEmpty();
        assertThat(afterAlarms).hasSize(1);
        afterAlarms.get(0).run();
        assertThat(kernel.calls).hasSize(1);
        assertThat(told).containsExactly("1 left", "2 left", "3 left");
        departures.flush();
        assertThat(kernel.calls).hasSize(1);
    }

    @Test
    void oneThatIsRefusedKeepsNoOther() {
        kernel.refused.addAll(Set.of(base(2), base(5), base(6)));
        addAll(1, 6);
        departures.flush();
        assertThat(told).containsExactly("1 left", "2 refused", "3 left", "4 left", "5 refused", "6 refused");
        assertThat(kernel.calls).hasSize(5);
    }

    @Test
    void kernelMayTakeThemInPieces() {
        kernel.takes = 2;
        addAll(1, 5);
        departures.flush();
        assertThat(told).containsExactly("1 left", "2 left", "3 left", "4 left", "5 left");
        assertThat(kernel.calls).hasSize(3);
    }

    @Test
    void withoutAlarmsThereIsNoCompany() {
        ringing = false;
        assertThat(departures.open(12)).isFalse();
    }

    @Test
    void asManyAsThereIsRoomForWait() {
        addAll(1, Departures.MOST);
        assertThat(kernel.calls).isEmpty();
        add(Departures.MOST + 1);
        assertThat(kernel.calls).hasSize(1);
        assertThat(told).hasSize(Departures.MOST);
        add(101, 255, 16_384);
        add(102, 255, 16_384);
        assertThat(kernel.calls).hasSize(3);
        assertThat(departures.open(20_000)).isFalse();
        departures.flush();
        assertThat(told).hasSize(Departures.MOST + 3);
    }

    @Test
    void whatMustNotBeSentIsRefusedAtOnce() {
        add(1);
        add(2, 0, 12);
        add(3);
        assertThat(told).containsExactly("2 refused");
        departures.flush();
        assertThat(told).containsExactly("2 refused", "1 left", "3 left");
    }

    @Test
    void whoeverIsToldDisturbsNobody() {
        add(77);
        add(2);
        departures.flush();
        assertThat(told).containsExactly("77 left", "2 left");
        add(3);
        departures.flush();
        assertThat(told).containsExactly("77 left", "2 left", "3 left");
    }

    private static int base(int number) {
        return (0xCB007100 + number) & 0xFFFF;
    }
}
