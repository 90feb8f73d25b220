/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.event;

import io.vip4j.health.OnFailure;
import io.vip4j.health.Reading;
import java.util.Optional;

/**
 * A health check or handle at one moment.
 *
 * @param name its name
 * @param description what is asked or watched, for people; of a handle {@code handle}
 * @param reading how it counts
 * @param detail why, for people
 * @param onFailure its effect
 * @param contribution what it adds to the priority now
 * @param last the last answer; empty before the first one
 * @param successes answers since the start that were good
 * @param failures answers since the start that were not, those that did not come in time with them
 * @param timeouts answers that did not come in time
 */
public record CheckStatus(
        String name,
        String description,
        Reading reading,
        String detail,
        OnFailure onFailure,
        int contribution,
        Optional<CheckResult> last,
        long successes,
        long failures,
        long timeouts) {

    /** Whether it counts as working. */
    public boolean up() {
        return reading.up();
    }
}
