/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import io.vip4j.event.HealthChange;
import io.vip4j.event.Transition;
import io.vip4j.samples.proxy.pool.Server;
import io.vip4j.samples.support.Json;
import io.vip4j.samples.support.status.EventJson;
import java.io.PrintStream;

/** Prints what happens as one line of JSON each, flushed at once. A reader that stops reading delays later lines only. */
final class EventPrinter implements ProxyEvents {

    private final PrintStream out;

    EventPrinter(PrintStream out) {
        this.out = out;
    }

    @Override
    public void onTransition(Transition transition) {
        print(EventJson.line(transition));
    }

    @Override
    public void onServer(Server server, HealthChange change) {
        print(Json.line(json -> {
            json.writeStringField("at", change.at().toString());
            json.writeStringField("pool", server.pool());
            json.writeStringField("server", server.name());
            json.writeBooleanField("up", change.up());
            json.writeStringField("detail", change.detail());
        }));
    }

    private synchronized void print(byte[] line) {
        out.write(line, 0, line.length);
        out.flush();
    }
}
