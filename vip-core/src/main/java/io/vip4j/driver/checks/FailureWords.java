/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import io.vip4j.probe.Probe;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Turns what probes of applications give and throw into answers with a plain reason. */
public final class FailureWords {

    static final int MAX_LENGTH = 300;

    private FailureWords() {}

    /** A failure, its message the detail. */
    static Probe.Result failed(Throwable failure) {
        return Probe.Result.unhealthy(of(failure));
    }

    /** Its message; of an Error its type too. */
    public static String of(Throwable failure) {
        Throwable cause = failure.getCause();
        if (cause != null && (failure instanceof CompletionException || failure instanceof ExecutionException)) {
            return of(cause);
        }
        try {
            String message = failure.getMessage();
            if (failure instanceof Exception && message != null && !message.isBlank()) {
                return message;
            }
            return failure.toString();
        } catch (RuntimeException | Error e) { // An exception of an application, whose methods may throw.
            return failure.getClass().getName();
        }
    }

    /** An answer that an application gave, which may be null or have no detail, a long one or one with line ends. */
    static Probe.Result checked(Probe.@Nullable Result result) {
        if (result == null) {
            return Probe.Result.unhealthy("the probe returned null");
        }
        String detail = line(result.detail());
        return detail.equals(result.detail()) ? result : new Probe.Result(result.healthy(), result.level(), detail);
    }

    /** One line of limited length. */
    static String line(@Nullable String text) {
        if (text == null) {
            return "the probe gave no detail";
        }
        String head = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "..." : text;
        int clean = 0;
        while (clean < head.length() && !Character.isISOControl(head.charAt(clean))) {
            clean++;
        }
        return clean == head.length()
                ? head
                : head.replaceAll("\\p{Cntrl}+", " ").trim();
    }
}
