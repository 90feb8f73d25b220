/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import io.vip4j.driver.RecordingPlatform;
import io.vip4j.event.CheckResult;
import io.vip4j.event.CheckStatus;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.NamedCheck;
import io.vip4j.health.OnFailure;
import io.vip4j.probe.Probe;
import io.vip4j.simulation.SimulatedLan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The checks of one router, in virtual time. */
final class CheckBench {

    final SimulatedLan lan;
    final RecordingPlatform platform;
    final Conditions conditions = new Conditions();
    final List<CheckResult> results = new ArrayList<>();
    int changes;
    private final HostChecks host;
    private final CheckSet set;

    CheckBench() {
        this(SimulatedLan.virtualTime(1), "a");
    }

    CheckBench(SimulatedLan lan, String node) {
        this.lan = lan;
        this.platform = new RecordingPlatform(lan.node(node).platform(), word -> {}, RecordingPlatform.Fault.NONE);
        this.host = new HostChecks(platform);
        this.set = new CheckSet(host, "web", conditions, results::add, () -> changes++);
    }

    /** Something that can be switched. */
    static final class Switch {

        private Probe.Result result = Probe.Result.healthy("fine");
        int asked;

        void set(boolean healthy) {
            result = healthy ? Probe.Result.healthy("fine") : Probe.Result.unhealthy("refused");
        }

        void set(Probe.Result next) {
            result = next;
        }

        HealthCheck check() {
            return HealthCheck.of(timeout -> {
                asked++;
                return result;
            });
        }
    }

    static NamedCheck named(String name, HealthCheck check) {
        return new NamedCheck(name, check, OnFailure.release());
    }

    void run(boolean live, NamedCheck... checks) {
        platform.loop().execute(() -> set.run(List.of(checks), live));
    }

    void start() {
        platform.loop().execute(set::start);
    }

    void close() {
        platform.loop().execute(() -> {
            set.close();
            host.close();
        });
    }

    void pass(long millis) {
        lan.run(Duration.ofMillis(millis));
    }

    CheckStatus status(String name) {
        return conditions.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    String detail(String name) {
        return status(name).detail();
    }

    List<String> names() {
        return conditions.checks().stream().map(CheckStatus::name).toList();
    }

    /** When a check was answered, in milliseconds. */
    List<Long> answeredAt(String name) {
        return results.stream()
                .filter(result -> result.check().equals(name))
                .map(result -> result.at().toEpochMilli()
                        - platform.loop().now().toEpochMilli()
                        + platform.loop().nanoTime() / 1_000_000)
                .toList();
    }
}
