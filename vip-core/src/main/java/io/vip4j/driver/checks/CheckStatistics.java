/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import io.vip4j.event.CheckResult;
import io.vip4j.event.CheckStatus;
import io.vip4j.health.OnFailure;
import io.vip4j.health.Reading;
import java.util.Optional;

/** What a check or handle has said so far. Used on the loop. */
final class CheckStatistics {

    private Optional<CheckResult> last = Optional.empty();
    private long successes;
    private long failures;
    private long timeouts;

    /**
     * Takes note of an answer.
     *
     * @param timedOut whether it is no answer but the end of the wait for one; counts as a failure too
     */
    void note(CheckResult result, boolean timedOut) {
        last = Optional.of(result);
        if (result.healthy()) {
            successes++;
        } else {
            failures++;
        }
        if (timedOut) {
            timeouts++;
        }
    }

    /** Whether it has ever said anything. */
    boolean hasAnswered() {
        return last.isPresent();
    }

    /** These figures as people see them. */
    CheckStatus status(String name, String description, Reading reading, String detail, OnFailure onFailure) {
        return new CheckStatus(
                name,
                description,
                reading,
                detail,
                onFailure,
                onFailure.contribution(reading),
                last,
                successes,
                failures,
                timeouts);
    }
}
