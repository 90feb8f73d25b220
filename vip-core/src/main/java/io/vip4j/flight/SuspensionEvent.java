/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** The host was suspended. */
@Name("io.vip4j.Suspension")
@Label("Host Suspension")
@Description("The host was suspended and goes on; nothing ran meanwhile")
@Category({"vip4j"})
@StackTrace(false)
final class SuspensionEvent extends Event {

    @Label("Suspended")
    @Description("For how long")
    @Timespan
    long suspended;

    static void record(long nanos) {
        SuspensionEvent event = new SuspensionEvent();
        if (event.isEnabled()) {
            event.suspended = nanos;
            event.commit();
        }
    }
}
