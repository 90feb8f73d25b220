/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides whether the machine can run a class of {@link LabTest}s. */
final class LabCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Class<?> testClass = context.getRequiredTestClass();
        if (context.getTestMethod().isPresent()) {
            return ConditionEvaluationResult.enabled("decided for the class");
        }
        LabTest annotation = annotation(testClass);
        List<String> missing = missing(annotation);
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("the lab can be made");
        }
        String reason = String.join(" ", missing);
        if (Boolean.parseBoolean(System.getenv("CI"))) {
            throw new IllegalStateException("CI=true and no lab for " + testClass.getSimpleName() + ": " + reason);
        }
        System.err.println("SKIPPED lab tests of " + testClass.getSimpleName() + ": " + reason);
        return ConditionEvaluationResult.disabled(reason);
    }

    // A nested class is a theme of the class around it.
    private static LabTest annotation(Class<?> testClass) {
        for (Class<?> at = testClass; at != null; at = at.getEnclosingClass()) {
            Optional<LabTest> found = AnnotationSupport.findAnnotation(at, LabTest.class);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new IllegalStateException(testClass + " has no @LabTest");
    }

    private static List<String> missing(LabTest annotation) {
        List<String> programs = new ArrayList<>(List.of("python3", "tcpdump"));
        if (annotation.keepalived()) {
            programs.add("keepalived");
        }
        if (annotation.frr()) {
            programs.add("vtysh");
        }
        if (annotation.haproxy()) {
            programs.addAll(List.of("haproxy", "ps"));
        }
        if (annotation.tshark()) {
            programs.add("tshark");
        }
        programs.addAll(List.of(annotation.servers()));
        List<String> missing = new ArrayList<>(LabRequirements.missing(programs));
        if (annotation.vipd() && VipdLauncher.search().isEmpty()) {
            missing.add("vipd is not built; run ./mvnw package in the root of the source tree.");
        }
        if (annotation.gateway() && GatewayProgram.search().isEmpty()) {
            missing.add("The gateway is not built; run ./mvnw package in the root of the source tree.");
        }
        if (annotation.tcpProxy() && TcpProxyNode.search().isEmpty()) {
            missing.add("tcp-proxy is not built; run ./mvnw package in the root of the source tree.");
        }
        if (annotation.votes() && VoteProgram.search().isEmpty()) {
            missing.add("zookeeper-gate is not built; run ./mvnw package in the root of the source tree.");
        }
        return missing;
    }
}
