/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import io.vip4j.HealthHandle;
import io.vip4j.VipElector;
import io.vip4j.VipHost;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.CheckStatus;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.OnFailure;
import io.vip4j.keepalived.KeepalivedConfig;
import io.vip4j.linux.LinuxVipPlatform;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Stands for an application with vip4j in it: runs the virtual router of a keepalived.conf, and hears on standard input
 * how it is.
 *
 * <p>Arguments: {@code FILE}, then {@code pid-file FILE} or {@code tcp-probes N ADDRESS FIRST_PORT} for checks. Lines of
 * input: {@code down} and {@code up}, each answered with {@code down SECONDS.NANOSECONDS}, the time just before the call;
 * {@code checks}, answered with {@code checks UP OF SUCCESSES}; and the names of a {@link Disease}. It ends with its input.
 */
final class EmbeddedRouter {

    private static final String HANDLE = "application";

    private EmbeddedRouter() {}

    /** Runs until the end of standard input. */
    public static void main(String[] arguments) throws IOException {
        List<String> words = List.of(arguments);
        VirtualRouterConfig configured =
                KeepalivedConfig.load(Path.of(words.get(0))).routers().get(0);
        VirtualRouterConfig.Builder router = configured.toBuilder();
        addChecks(router, words.subList(1, words.size()));
        try (VipHost host = VipHost.open(LinuxVipPlatform.create());
                VipElector elector = host.start(router.build());
                BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            HealthHandle handle = elector.health(HANDLE);
            System.out.println("ready");
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                obey(line, elector, handle);
            }
        }
    }

    private static void addChecks(VirtualRouterConfig.Builder router, List<String> words) {
        if (words.isEmpty()) {
            return;
        }
        switch (words.get(0)) {
            case "pid-file" -> router.check("process", HealthCheck.pidFile(Path.of(words.get(1))), OnFailure.release());
            case "tcp-probes" -> {
                int firstPort = Integer.parseInt(words.get(3));
                for (int i = 0; i < Integer.parseInt(words.get(1)); i++) {
                    HealthCheck check = HealthCheck.tcp(words.get(2), firstPort + i);
                    router.check("tcp-" + i, check, OnFailure.advisory());
                }
            }
            default -> throw new IllegalArgumentException(String.join(" ", words));
        }
    }

    private static void obey(String line, VipElector elector, HealthHandle handle) {
        switch (line) {
            case "down" -> {
                Instant at = Instant.now();
                handle.down("told so");
                answer("down", at);
            }
            case "up" -> {
                Instant at = Instant.now();
                handle.up();
                answer("up", at);
            }
            case "checks" -> {
                List<CheckStatus> checks = elector.status().checks().stream()
                        .filter(check -> !check.name().equals(HANDLE))
                        .toList();
                long up = checks.stream().filter(CheckStatus::up).count();
                long successes =
                        checks.stream().mapToLong(CheckStatus::successes).sum();
                System.out.println("checks " + up + " " + checks.size() + " " + successes);
            }
            default -> Disease.of(line).outbreak(handle);
        }
    }

    private static void answer(String word, Instant at) {
        System.out.println(String.format(Locale.ROOT, "%s %d.%09d", word, at.getEpochSecond(), at.getNano()));
    }
}
