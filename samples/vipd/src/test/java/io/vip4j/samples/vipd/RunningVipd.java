/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vip4j.spi.VipPlatform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A vipd inside the test: its streams are kept, its signals are calls. */
final class RunningVipd {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, Runnable> signals = new ConcurrentHashMap<>();
    private final Surroundings surroundings;

    private CompletableFuture<Integer> exitCode = CompletableFuture.completedFuture(-1);

    RunningVipd(Supplier<VipPlatform> platform) {
        this(platform, Map.of());
    }

    RunningVipd(Supplier<VipPlatform> platform, Map<String, String> environment) {
        surroundings = new Surroundings(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                platform,
                signals::put,
                () -> false,
                environment);
    }

    /** A vipd whose command must not touch a platform. */
    static RunningVipd withoutPlatform() {
        return new RunningVipd(() -> {
            throw new AssertionError("no platform is needed for this");
        });
    }

    /** For commands that are described and not run. */
    static Surroundings noSurroundings() {
        return withoutPlatform().surroundings;
    }

    /** Runs a command to its end on this thread. */
    int execute(String... arguments) {
        return Vipd.execute(surroundings, arguments);
    }

    /** Runs a command on a thread of its own. */
    RunningVipd start(String... arguments) {
        exitCode = CompletableFuture.supplyAsync(() -> Vipd.execute(surroundings, arguments));
        return this;
    }

    void signal(String name) {
        Runnable action = signals.get(name);
        if (action == null) {
            throw new AssertionError("vipd does not listen to SIG" + name);
        }
        action.run();
    }

    boolean hears(String name) {
        return signals.containsKey(name);
    }

    int exitCode() throws Exception {
        return exitCode.get(60, TimeUnit.SECONDS);
    }

    boolean isRunning() {
        return !exitCode.isDone();
    }

    String out() {
        return out.toString(UTF_8);
    }

    String err() {
        return err.toString(UTF_8);
    }

    List<String> outLines() {
        return out().lines().toList();
    }

    /** A file with VRRPv3 routers on eth0; adverts every 10 ms, so that a test in real time is quick. */
    static Path file(Path directory, Router... routers) {
        StringBuilder text = new StringBuilder("global_defs {\n  vrrp_version 3\n}\n");
        for (Router router : routers) {
            text.append("vrrp_instance ").append(router.name()).append(" {\n  interface eth0\n  virtual_router_id ");
            text.append(router.vrid()).append("\n  priority ").append(router.priority());
            text.append("\n  advert_int 0.01\n  virtual_ipaddress {\n    198.51.100.")
                    .append(100 + router.vrid());
            text.append("/24\n  }\n}\n");
        }
        return write(directory.resolve("keepalived.conf"), text.toString());
    }

    static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    record Router(String name, int vrid, int priority) {}
}
