/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.AnnouncementProfile;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.AnomalyEvent;
import io.vip4j.event.Transition;
import io.vip4j.event.VipListener;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.spi.VipPlatform;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A host {@code a} whose routers tell of anomalies, and a host {@code b} with peers of them. */
final class AnomalyBench {

    static final IpAddress VIP = IpAddress.parse("198.51.100.222");

    private final HostBench here = new HostBench();
    private final VipListener listener;

    final SimulatedLan lan = here.lan;
    final List<String> words = here.words;
    final RecordingPlatform platform = here.platform;
    final HostDriver host = here.host;

    /**
     * @param anomalies hears of each begin and end
     */
    AnomalyBench(Consumer<AnomalyEvent> anomalies) {
        this.listener = new VipListener() {
            @Override
            public void onTransition(Transition transition) {}

            @Override
            public void onAnomaly(AnomalyEvent event) {
                anomalies.accept(event);
            }
        };
    }

    /** A router of one address that is announced once. */
    static VirtualRouterConfig.Builder router(int priority) {
        return VirtualRouterConfig.builder("web")
                .networkInterface("eth0")
                .vrid(10)
                .priority(priority)
                .announcements(AnnouncementProfile.DEFAULT.bursts(1, Duration.ZERO))
                .address(VIP + "/24");
    }

    ElectorDriver start(VirtualRouterConfig.Builder builder) {
        return here.onLoop(() -> {
            ElectorDriver started = host.start(builder.build());
            started.addListener(listener);
            return started;
        });
    }

    ElectorDriver startPeer(VirtualRouterConfig.Builder builder) {
        VipPlatform peer = lan.node("b").platform();
        HostDriver other = HostDriver.silent(peer);
        CompletableFuture<ElectorDriver> started = new CompletableFuture<>();
        peer.loop().execute(() -> started.complete(other.start(builder.build())));
        return started.join();
    }

    void run(Duration duration) {
        lan.run(duration);
    }

    void run(long seconds) {
        run(Duration.ofSeconds(seconds));
    }
}
