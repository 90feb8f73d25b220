/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.browser;

import java.nio.file.Files;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides whether there is a browser to look with. */
final class BrowserCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (context.getTestMethod().isPresent()) {
            return ConditionEvaluationResult.enabled("decided for the class");
        }
        if (Files.isExecutable(Browser.PROGRAM)) {
            return ConditionEvaluationResult.enabled("there is a browser");
        }
        String reason = Browser.PROGRAM + " is missing; apt-get install chromium.";
        if (Boolean.parseBoolean(System.getenv("CI"))) {
            throw new IllegalStateException("CI=true and no browser for " + context.getDisplayName() + ": " + reason);
        }
        System.err.println("SKIPPED browser tests of " + context.getDisplayName() + ": " + reason);
        return ConditionEvaluationResult.disabled(reason);
    }
}
