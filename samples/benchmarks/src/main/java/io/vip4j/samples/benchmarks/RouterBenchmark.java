/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import io.vip4j.VipHost;
import io.vip4j.config.AddressLease;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.ChecksumForm;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.wire.Advertisement;
import io.vip4j.wire.AdvertisementCodec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a whole router does with an advertisement like the one before: its alarm rings and one is sent, or one is heard.
 * Everything but the platform is as it runs in the field.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RouterBenchmark {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final IpAddress OTHER = IpAddress.parse("198.51.100.2");

    private final StillPlatform active = new StillPlatform();
    private final StillPlatform backup = new StillPlatform();
    private final ByteBuffer heard = ByteBuffer.allocateDirect(64);

    /** Starts a router on each platform, and lets one of them take the role. */
    @Setup
    public void elect() {
        start(active);
        for (int i = 0; i < 5; i++) {
            active.time().passNanos(INTERVAL.toNanos());
        }
        Advertisement advertisement = CodecBenchmark.advertisement(1);
        AdvertisementCodec.encode(
                advertisement, ChecksumForm.PSEUDO_HEADER, OTHER, OTHER.family().vrrpGroup(), heard);
        heard.flip();
        start(backup);
        if (advertise() == 0) {
            throw new IllegalStateException("the router does not advertise");
        }
    }

    private static void start(StillPlatform platform) {
        VipHost.open(platform)
                .start(VirtualRouterConfig.builder("benchmark")
                        .networkInterface(StillPlatform.INTERFACE)
                        .vrid(10)
                        .priority(100)
                        .advertisementInterval(INTERVAL)
                        .address("203.0.113.1/24")
                        .lease(AddressLease.off()) // A renewal is a matter of the kernel's answer.
                        .build());
    }

    /** Adver_Timer expires; how many were sent in all. */
    @Benchmark
    public long advertise() {
        active.time().passNanos(AdvertisementInterval.DEFAULT.nanos());
        return active.sent();
    }

    /** The Active router is heard. */
    @Benchmark
    public long hear() {
        backup.time().passNanos(AdvertisementInterval.DEFAULT.nanos());
        backup.receive(OTHER, heard);
        return backup.sent();
    }
}
