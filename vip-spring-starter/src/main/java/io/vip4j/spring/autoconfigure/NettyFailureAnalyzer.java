/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.autoconfigure;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains Netty 4.1 on the class path, which Spring Boot 3.5 puts there: it lacks what the Linux platform is built on. */
final class NettyFailureAnalyzer extends AbstractFailureAnalyzer<LinkageError> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, LinkageError cause) {
        String message = String.valueOf(cause.getMessage());
        if (!message.contains("io/netty/") && !message.contains("io.netty.")) {
            return null;
        }
        return new FailureAnalysis(
                "The Linux platform of vip4j needs Netty 4.2 and finds " + found() + ":\n\n    " + cause, """
                Let Netty 4.2 come first. With Maven and Spring Boot's parent set the property \
                <netty.version>4.2.18.Final</netty.version>; without the parent import io.netty:netty-bom:4.2.18.Final \
                before spring-boot-dependencies. With Gradle set ext['netty.version'] = '4.2.18.Final'. \
                Spring Boot 3.5 runs with it; Spring Boot 4 has it already.""", cause);
    }

    private static String found() {
        try {
            Class<?> version = Class.forName("io.netty.util.Version");
            Map<?, ?> all = (Map<?, ?>) version.getMethod("identify").invoke(null);
            Object transport = all.get("netty-transport");
            return transport == null ? "another version" : String.valueOf(transport);
        } catch (ReflectiveOperationException | LinkageError e) {
            return "none or another version";
        }
    }
}
