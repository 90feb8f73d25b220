/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.event.Transition;
import io.vip4j.event.VipListener;
import io.vip4j.samples.support.status.EventJson;
import java.io.PrintStream;

/**
 * Prints each transition as one line of JSON and flushes it. Anomalies are no transitions: they are in the status. A
 * reader that stops reading delays later lines only.
 */
final class EventPrinter implements VipListener {

    private final PrintStream out;

    EventPrinter(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void onTransition(Transition transition) {
        byte[] line = EventJson.line(transition);
        out.write(line, 0, line.length);
        out.flush();
    }
}
