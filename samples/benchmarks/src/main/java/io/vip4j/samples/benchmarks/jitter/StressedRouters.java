/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks.jitter;

import io.vip4j.VipHost;
import io.vip4j.event.Lateness;
import io.vip4j.keepalived.KeepalivedConfig;
import io.vip4j.linux.LinuxVipPlatform;
import io.vip4j.linux.RealTimePriority;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A busy application with vip4j in it: the routers of a keepalived.conf beside an {@link AllocationLoad}.
 *
 * <p>Arguments: {@code FILE WARM_UP_SECONDS LIVE_MEBIBYTES [PRIORITY]}; the priority is the real-time one of the loop. It
 * says {@code ready JAVA_VERSION} when the load has run for the warm-up and the routers run; asked {@code lateness} it
 * answers with {@code lateness MAX_NANOS STALLS ALLOCATED_OCTETS NANO_TIME}. It ends with its input.
 */
final class StressedRouters {

    private static final int BUSY_PROCESSORS = 2;
    private static final long OCTETS_PER_SECOND = 1_000_000_000;

    private StressedRouters() {}

    /** Runs until the end of standard input. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> words = List.of(arguments);
        long live = Long.parseLong(words.get(2)) << 20;
        AllocationLoad load = AllocationLoad.start(BUSY_PROCESSORS, OCTETS_PER_SECOND, live);
        TimeUnit.SECONDS.sleep(Long.parseLong(words.get(1)));
        LinuxVipPlatform platform = LinuxVipPlatform.create();
        try (VipHost host = VipHost.open(platform);
                BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            if (words.size() > 3) {
                platform.realTimeLoop(new RealTimePriority(Integer.parseInt(words.get(3))));
            }
            host.apply(KeepalivedConfig.load(Path.of(words.get(0))).hostConfig());
            System.out.println("ready " + System.getProperty("java.version"));
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                Lateness lateness = host.lateness();
                System.out.println(String.join(
                        " ",
                        line,
                        Long.toString(lateness.max().toNanos()),
                        Long.toString(lateness.stalls()),
                        Long.toString(load.octets()),
                        Long.toString(System.nanoTime())));
            }
        }
    }
}
