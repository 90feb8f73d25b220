/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vip4j.event.AnomalyEvent;
import io.vip4j.event.Transition;
import io.vip4j.event.VipEvent;
import io.vip4j.event.VipListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/** Prints each event as one line of JSON and flushes it. A reader that stops reading delays later lines only. */
final class EventPrinter implements VipListener {

    private static final JsonFactory JSON = new JsonFactory();

    private final PrintStream out;

    EventPrinter(PrintStream out) {
        this.out = out;
    }

    @Override
    public void onTransition(Transition transition) {
        print(transition);
    }

    @Override
    public void onAnomaly(AnomalyEvent event) {
        print(event);
    }

    private synchronized void print(VipEvent event) {
        byte[] line = line(event);
        out.write(line, 0, line.length);
        out.flush();
    }

    private static byte[] line(VipEvent event) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            EventJson.write(json, event);
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e); // Memory does not fail.
        }
        return line.toByteArray();
    }
}
