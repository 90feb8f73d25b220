/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import java.util.List;
import java.util.stream.Stream;

/**
 * What came of a run of the program.
 *
 * @param results of what was measured
 * @param failures what could not be measured, or not as often as was wanted
 */
record LabOutcome(List<LabResult> results, List<Failure> failures) {

    LabOutcome {
        results = List.copyOf(results);
        failures = List.copyOf(failures);
    }

    /**
     * An experiment that ended early.
     *
     * @param experiment its name
     * @param why in words
     */
    record Failure(String experiment, String why) {}

    /** With what came of further experiments. */
    LabOutcome and(LabOutcome further) {
        return new LabOutcome(
                Stream.concat(results.stream(), further.results.stream()).toList(),
                Stream.concat(failures.stream(), further.failures.stream()).toList());
    }

    /** Whether everything was measured and is within its bounds. */
    boolean isMet() {
        return failures.isEmpty() && results.stream().allMatch(LabResult::isMet);
    }
}
