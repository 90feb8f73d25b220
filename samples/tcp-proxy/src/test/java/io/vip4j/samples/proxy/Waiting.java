/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits for what must come, for as long as a machine with other work may take. */
final class Waiting {

    private Waiting() {}

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(20));
    }
}
