/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.lab;

import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides once for all tests whether namespaces can be made here. */
final class LabCondition implements ExecutionCondition {

    private static final Optional<String> MISSING = findMissing();

    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (MISSING.isEmpty()) {
            return ConditionEvaluationResult.enabled("namespaces can be made");
        }
        String reason = "lab test " + context.getDisplayName() + " needs network namespaces: " + MISSING.get();
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(reason + "; with CI=true this is a failure");
        }
        System.err.println("SKIPPED " + reason);
        return ConditionEvaluationResult.disabled(reason);
    }

    private static Optional<String> findMissing() {
        String name = "v4j" + ProcessHandle.current().pid() + "probe";
        try {
            Shell.run("ip", "netns", "add", name);
            Shell.run("ip", "netns", "del", name);
            return Optional.empty();
        } catch (IllegalStateException e) {
            return Optional.of("run as root on Linux with iproute2 (" + e.getMessage() + ")");
        }
    }
}
