/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.ChecksumForm;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.Vrid;
import io.vip4j.vrrp.VrrpVersion;
import io.vip4j.wire.Advertisement;
import io.vip4j.wire.AdvertisementCodec;
import io.vip4j.wire.Decoded;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Bytes to advertisement and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {

    private static final IpAddress SOURCE = IpAddress.parse("198.51.100.1");
    private static final IpAddress GROUP = SOURCE.family().vrrpGroup();

    /** How many addresses the advertisement has. */
    @Param({"1", "20", "200"})
    public int addresses = 1;

    private Advertisement advertisement = advertisement(1);
    private ByteBuffer message = ByteBuffer.allocateDirect(1);

    /** Encodes once what is decoded. */
    @Setup
    public void encodeOnce() {
        advertisement = advertisement(addresses);
        message = ByteBuffer.allocateDirect(AdvertisementCodec.encodedLength(advertisement));
        encode();
    }

    static Advertisement advertisement(int addresses) {
        List<IpAddress> list = new ArrayList<>();
        for (int i = 1; i <= addresses; i++) {
            list.add(IpAddress.ofIpv4(0xCB007100 + i)); // 203.0.113.0/24
        }
        return new Advertisement(
                VrrpVersion.V3,
                new Vrid(10),
                new Priority(200),
                AdvertisementInterval.DEFAULT,
                list,
                Advertisement.Authentication.NONE);
    }

    /** What is done when something about the own advertisement has changed. */
    @Benchmark
    public ByteBuffer encode() {
        message.clear();
        AdvertisementCodec.encode(advertisement, ChecksumForm.PSEUDO_HEADER, SOURCE, GROUP, message);
        message.flip();
        return message;
    }

    /** What is done with a datagram that is not like the one before. */
    @Benchmark
    public Decoded decode() {
        return AdvertisementCodec.decode(SOURCE, GROUP, 255, message);
    }
}
