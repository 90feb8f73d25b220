/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vip4j.event.Transition;
import io.vip4j.event.VipListener;
import io.vip4j.samples.support.status.EventJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/**
 * Prints each transition as one line of JSON and flushes it. Anomalies are no transitions: they are in the status. A
 * reader that stops reading delays later lines only.
 */
final class EventPrinter implements VipListener {

    private static final JsonFactory JSON = new JsonFactory();

    private final PrintStream out;

    EventPrinter(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void onTransition(Transition transition) {
        byte[] line = line(transition);
        out.write(line, 0, line.length);
        out.flush();
    }

    private static byte[] line(Transition transition) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            EventJson.write(json, transition);
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e); // Memory does not fail.
        }
        return line.toByteArray();
    }
}
