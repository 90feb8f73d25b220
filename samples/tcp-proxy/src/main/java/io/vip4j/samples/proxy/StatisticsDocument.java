/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.samples.proxy.net.Listener;
import io.vip4j.samples.proxy.net.ListenerCounters;
import io.vip4j.samples.proxy.pool.Pool;
import io.vip4j.samples.proxy.pool.PoolCounters;
import io.vip4j.samples.proxy.pool.Server;
import io.vip4j.samples.proxy.pool.ServerCounters;
import io.vip4j.samples.support.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;

/** The figures of a proxy as a JSON document; README.md has its fields. */
final class StatisticsDocument {

    private final JsonGenerator json;

    private StatisticsDocument(JsonGenerator json) {
        this.json = json;
    }

    static byte[] of(Proxy proxy, VipDuty duty) {
        return Json.document(json -> new StatisticsDocument(json).write(proxy, duty));
    }

    private void write(Proxy proxy, VipDuty duty) throws IOException {
        json.writeStringField("at", Instant.now().toString());
        json.writeNumberField("connections", proxy.limit().open());
        json.writeNumberField("maxConnections", proxy.limit().most());
        json.writeArrayFieldStart("routers");
        for (VirtualRouterConfig router : proxy.config().vip().routers()) {
            json.writeStartObject();
            json.writeStringField("name", router.name());
            json.writeStringField("state", duty.state(router.name()).name());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("listeners");
        for (Listener listener : proxy.listeners()) {
            write(listener);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("pools");
        for (Pool pool : proxy.pools()) {
            write(pool);
        }
        json.writeEndArray();
    }

    private void write(Listener listener) throws IOException {
        ListenerCounters counters = listener.counters();
        json.writeStartObject();
        json.writeStringField("name", listener.name());
        json.writeStringField("bind", listener.config().bind().toString().substring(1));
        json.writeStringField("pool", listener.config().pool());
        json.writeBooleanField("listening", listener.isOpen());
        json.writeBooleanField("paused", listener.isPaused());
        json.writeNumberField("connections", listener.connections());
        count("accepted", counters.accepted);
        count("relayed", counters.relayed);
        count("refused", counters.refused);
        count("connectFailures", counters.connectFailures);
        count("socketFailures", counters.socketFailures);
        count("proxyFaults", counters.proxyFaults);
        count("proxyTimeouts", counters.proxyTimeouts);
        count("clientsGone", counters.clientsGone);
        count("clientResets", counters.clientResets);
        count("serverResets", counters.serverResets);
        count("idleTimeouts", counters.idleTimeouts);
        count("cut", counters.cut);
        count("turnedAway", counters.turnedAway);
        count("acceptFailures", counters.acceptFailures);
        count("octetsIn", counters.octetsIn);
        count("octetsOut", counters.octetsOut);
        json.writeEndObject();
    }

    private void write(Pool pool) throws IOException {
        PoolCounters counters = pool.counters();
        json.writeStartObject();
        json.writeStringField("name", pool.name());
        json.writeNumberField("connections", pool.connections());
        json.writeNumberField("waiting", pool.waiting());
        count("queued", counters.queued);
        count("queueTimeouts", counters.queueTimeouts);
        count("queueFull", counters.queueFull);
        count("noServer", counters.noServer);
        count("redispatches", counters.redispatches);
        json.writeArrayFieldStart("servers");
        for (Server server : pool.servers()) {
            write(server);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(Server server) throws IOException {
        ServerCounters counters = server.counters();
        json.writeStartObject();
        json.writeStringField("name", server.name());
        json.writeStringField("address", server.config().address().toString());
        json.writeBooleanField("up", server.isUp());
        json.writeStringField("detail", server.detail());
        json.writeNumberField("weight", server.config().weight());
        json.writeBooleanField("backup", server.config().backup());
        json.writeNumberField("open", server.connections());
        count("connections", counters.connections);
        count("connectFailures", counters.connectFailures);
        count("resets", counters.resets);
        count("octetsTo", counters.octetsTo);
        count("octetsFrom", counters.octetsFrom);
        count("ups", counters.ups);
        count("downs", counters.downs);
        json.writeEndObject();
    }

    private void count(String name, LongAdder counter) throws IOException {
        json.writeNumberField(name, counter.sum());
    }
}
