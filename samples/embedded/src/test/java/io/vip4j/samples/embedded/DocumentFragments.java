/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.embedded;

import static java.time.Duration.ofSeconds;

import io.vip4j.HealthHandle;
import io.vip4j.HealthWatch;
import io.vip4j.VipElector;
import io.vip4j.VipHost;
import io.vip4j.config.HostConfig;
import io.vip4j.config.SyncGroup;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.OnFailure;
import io.vip4j.probe.Secret;
import io.vip4j.testkit.VipLab;
import io.vip4j.testkit.VipTest;
import io.vip4j.vrrp.Priority;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What the README and its pages show in pieces; that it compiles is what matters. */
final class DocumentFragments {

    private DocumentFragments() {}

    static void severalRouters(VipHost host, VirtualRouterConfig web4, VirtualRouterConfig web6) {
        host.apply(new HostConfig(List.of(web4, web6), List.of(SyncGroup.of("web", "web"))));
    }

    static VirtualRouterConfig.Builder checks(String password) {
        return VirtualRouterConfig.builder("web")
                .check(
                        "proxy",
                        HealthCheck.http("http://127.0.0.1:8080/health").rise(2).fall(2),
                        OnFailure.release())
                .check(
                        "database",
                        HealthCheck.mysql("127.0.0.1", 3306, "probe", new Secret(password), "SELECT 1"),
                        OnFailure.weight(-20))
                .check("haproxy", HealthCheck.pidFile(Path.of("/run/haproxy.pid")), OnFailure.release())
                .check(
                        "uplinks",
                        HealthCheck.atLeast(
                                2,
                                HealthCheck.ping("203.0.113.1").as("a"),
                                HealthCheck.ping("203.0.113.2").as("b"),
                                HealthCheck.ping("203.0.113.3").as("c")),
                        OnFailure.advisory());
    }

    /** A pool of servers. */
    interface Pool {
        void set(boolean up);
    }

    static HealthWatch watch(VipHost host, Pool pool) {
        HealthWatch backend = host.watch(
                "db1", HealthCheck.mysql("192.0.2.11", 3306).rise(2).fall(3), change -> pool.set(change.up()));
        return backend;
    }

    static void handle(VipElector vip) {
        HealthHandle workers = vip.health("workers", OnFailure.weight(-50));
        workers.expectEvery(Duration.ofSeconds(2));
        workers.degraded(0.5, "half of the workers are gone");
    }

    static void steering(VipHost host, VipElector vip) {
        vip.switchover(Duration.ofSeconds(5));
        vip.hold("kernel upgrade", Duration.ofMinutes(30));
        vip.resume();
        vip.temporaryPriority(new Priority(50), Duration.ofMinutes(10));
        host.closeAtShutdown();
    }

    static final class TestOfAnApplication {

        @VipTest
        void backupTakesOver(VipLab lab) {
            lab.start("a", VipLab.router(200).build());
            lab.start("b", VipLab.router(100).build());
            lab.expect("a").active().within(ofSeconds(4));
            lab.node("a").kill();
            lab.expect("b").active().within(ofSeconds(4));
        }
    }
}
