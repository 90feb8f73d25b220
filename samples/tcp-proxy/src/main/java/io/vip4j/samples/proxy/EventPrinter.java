/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vip4j.event.HealthChange;
import io.vip4j.event.Transition;
import io.vip4j.samples.proxy.pool.Server;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/** Prints what happens as one line of JSON each, flushed at once. A reader that stops reading delays later lines only. */
final class EventPrinter implements ProxyEvents {

    private static final JsonFactory JSON = new JsonFactory();

    /** Writes the fields of one event. */
    @FunctionalInterface
    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private final PrintStream out;

    EventPrinter(PrintStream out) {
        this.out = out;
    }

    @Override
    public void onTransition(Transition transition) {
        print(json -> {
            json.writeStringField("at", transition.at().toString());
            json.writeStringField("router", transition.router());
            json.writeNumberField("vrid", transition.vrid().value());
            json.writeStringField("from", transition.from().name());
            json.writeStringField("to", transition.to().name());
            json.writeStringField("cause", transition.cause().toString());
            json.writeStringField("trigger", transition.cause().trigger().name());
            json.writeStringField("interface", transition.networkInterface());
            json.writeNumberField("sequence", transition.sequence());
        });
    }

    @Override
    public void onServer(Server server, HealthChange change) {
        print(json -> {
            json.writeStringField("at", change.at().toString());
            json.writeStringField("pool", server.pool());
            json.writeStringField("server", server.name());
            json.writeBooleanField("up", change.up());
            json.writeStringField("detail", change.detail());
        });
    }

    private synchronized void print(Fields fields) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e); // Memory does not fail.
        }
        out.write(line.toByteArray(), 0, line.size());
        out.flush();
    }
}
