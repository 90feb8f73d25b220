/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.config.HostConfig;
import io.vip4j.keepalived.Diagnostic;
import io.vip4j.keepalived.KeepalivedConfig;
import io.vip4j.keepalived.Options;
import io.vip4j.keepalived.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A configuration file as the daemon sees it: {@code check}, {@code run} and a reload judge it alike.
 *
 * @param content all of it
 * @param wanted what to run; nothing if there are errors
 * @param diagnostics what there is to say, in the order of the lines
 */
record ConfigFile(KeepalivedConfig content, HostConfig wanted, List<Diagnostic> diagnostics) {

    private static final HostConfig NOTHING = new HostConfig(List.of(), List.of());

    static ConfigFile load(Path file, Options options) {
        KeepalivedConfig config = KeepalivedConfig.load(file, options);
        List<Diagnostic> diagnostics = new ArrayList<>(config.diagnostics());
        if (!config.hasErrors() && config.routers().isEmpty()) {
            diagnostics.add(new Diagnostic(
                    file.toString(), 0, Severity.ERROR, "has no vrrp_instance: there is nothing to run; add one"));
        }
        return new ConfigFile(config, config.hasErrors() ? NOTHING : config.hostConfig(), List.copyOf(diagnostics));
    }

    /** What the file calls its node. */
    Optional<String> routerId() {
        return content.routerId();
    }

    boolean isUsable() {
        return count(Severity.ERROR) == 0;
    }

    long count(Severity severity) {
        return diagnostics.stream()
                .filter(diagnostic -> diagnostic.severity() == severity)
                .count();
    }

    /** {@code ok, 1 router} or {@code 2 errors, 1 warning}. */
    String summary() {
        List<String> parts = new ArrayList<>();
        parts.add(isUsable() ? "ok" : counted(count(Severity.ERROR), "error"));
        if (isUsable()) {
            parts.add(counted(wanted.routers().size(), "router"));
        }
        for (Severity severity : List.of(Severity.WARNING, Severity.NOTE)) {
            if (count(severity) > 0) {
                parts.add(counted(count(severity), severity.toString()));
            }
        }
        return String.join(", ", parts);
    }

    static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
