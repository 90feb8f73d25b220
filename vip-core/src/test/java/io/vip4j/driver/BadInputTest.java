/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.VipState;
import io.vip4j.event.VipStatus;
import io.vip4j.machine.Input;
import io.vip4j.machine.Parameters;
import io.vip4j.machine.RouterState;
import io.vip4j.machine.Step;
import io.vip4j.machine.VirtualRouterMachine;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.simulation.SimulatedNode;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.VrrpVersion;
import io.vip4j.wire.AdvertisementCodec;
import io.vip4j.wire.Decoded;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * 5/V20: garbage and every bit flip of good packets on their way through the whole driver, while Active and while
 * Backup. Nothing throws, each is counted once, and the state with its deadlines stays unless the packet is still valid.
 */
final class BadInputTest {

    private static final int RANDOM_PACKETS = 100_000;
    private static final int TTL = 255;

    private final SimulatedLan lan = SimulatedLan.virtualTime(1);
    private final List<RouterState> states = new ArrayList<>();
    private final RecordingPlatform platform =
            new RecordingPlatform(lan.node("a").platform(), word -> {}, RecordingPlatform.Fault.NONE);
    private final List<ElectorDriver> electors = new ArrayList<>();
    private long advertisementsTaken;

    /** Notes what the machine is given and what becomes of it. */
    private Step step(Parameters parameters, RouterState state, Input input, long now) {
        if (input instanceof Input.AdvertisementReceived) {
            advertisementsTaken++;
        }
        Step step = VirtualRouterMachine.step(parameters, state, input, now);
        states.add(step.state());
        return step;
    }

    private VirtualRouterConfig start(VrrpVersion version, AddressFamily family, boolean active) {
        VirtualRouterConfig.Builder builder = VirtualRouterConfig.builder("a")
                .networkInterface(SimulatedNode.INTERFACE)
                .vrid(10)
                .version(version)
                .priority(100);
        VirtualRouterConfig config = (family == AddressFamily.IPV4
                        ? builder.address("198.51.100.222/24")
                        : builder.address("fe80::222/64").address("2001:db8::222/64"))
                .build();
        HostDriver host = HostDriver.silent(platform, this::step);
        platform.loop().execute(() -> electors.add(host.start(config)));
        lan.run(active ? Duration.ofMillis(4300) : Duration.ofMillis(300));
        assertThat(elector().state()).isEqualTo(active ? VipState.ACTIVE : VipState.BACKUP);
        return config;
    }

    @ParameterizedTest
    @CsvSource({"V3, IPV4, true", "V3, IPV4, false", "V3, IPV6, true", "V3, IPV6, false", "V2, IPV4, true"})
    void garbageChangesNothing(VrrpVersion version, AddressFamily family, boolean active) {
        VirtualRouterConfig config = start(version, family, active);
        IpAddress source = BadPackets.stranger(config);
        Random random = new Random(20);
        RouterState before = states.get(states.size() - 1);
        long expected = 0;
        for (int i = 0; i < RANDOM_PACKETS; i++) {
            byte[] packet = new byte[random.nextInt(64)];
            random.nextBytes(packet);
            if (packet.length > 1 && i % 2 == 0) {
                packet[0] = (byte) (version.number() << 4 | 1);
                packet[1] = 10;
            }
            if (wellFormed(config, source, packet)) {
                continue; // One in some hundred thousand has a right checksum by accident.
            }
            expected++;
            platform.inject(source, TTL, packet);
        }
        assertThat(states.get(states.size() - 1)).isEqualTo(before);
        assertThat(advertisementsTaken).isZero();
        assertThat(discarded()).isEqualTo(expected);
        takesPartAsBefore(active);
    }

    @ParameterizedTest
    @CsvSource({
        "V3, IPV4, true",
        "V3, IPV4, false",
        "V3, IPV6, true",
        "V3, IPV6, false",
        "V2, IPV4, true",
        "V2, IPV4, false"
    })
    void aFlippedBitCountsOnlyIfThePacketIsStillValid(VrrpVersion version, AddressFamily family, boolean active) {
        VirtualRouterConfig config = start(version, family, active);
        IpAddress source = BadPackets.stranger(config);
        long expected = 0;
        int stillValid = 0;
        for (int priority : new int[] {0, 1, 50, 99, 100, 101, 150, 200, 254, 255}) {
            byte[] good = BadPackets.good(config, new Priority(priority), source);
            for (int bit = 0; bit < good.length * 8; bit++) {
                byte[] flipped = good.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                if (wellFormed(config, source, flipped)) {
                    stillValid++;
                    continue;
                }
                RouterState before = states.get(states.size() - 1);
                platform.inject(source, TTL, flipped);
                expected++;
                assertThat(states.get(states.size() - 1)).isEqualTo(before);
            }
            for (int ttl : new int[] {0, 1, 254}) {
                platform.inject(source, ttl, good);
                expected++;
            }
        }
        // A checksum of 16 bits notices each single bit.
        assertThat(stillValid).isZero();
        assertThat(advertisementsTaken).isZero();
        assertThat(discarded()).isEqualTo(expected);
        takesPartAsBefore(active);
    }

    private ElectorDriver elector() {
        return electors.get(0);
    }

    private static boolean wellFormed(VirtualRouterConfig config, IpAddress source, byte[] packet) {
        return AdvertisementCodec.decode(source, config.family().vrrpGroup(), TTL, ByteBuffer.wrap(packet))
                instanceof Decoded.Accepted;
    }

    private long discarded() {
        VipStatus status = elector().status();
        return status.advertsDiscarded().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** The deadline that was there before rings on time. */
    private void takesPartAsBefore(boolean active) {
        long sent = elector().status().advertsSent();
        lan.run(Duration.ofMillis(active ? 1000 : 3300));
        assertThat(elector().state()).isEqualTo(active ? VipState.ACTIVE : VipState.BACKUP);
        lan.run(Duration.ofMillis(20));
        assertThat(elector().state()).isEqualTo(VipState.ACTIVE);
        assertThat(elector().status().advertsSent()).isEqualTo(sent + 1);
    }
}
