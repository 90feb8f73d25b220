/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vip4j.plan.CaseResult;
import io.vip4j.plan.Failure;
import io.vip4j.plan.Finding;
import io.vip4j.plan.Member;
import io.vip4j.plan.Owners;
import io.vip4j.plan.Plan;
import io.vip4j.plan.PlanNode;
import io.vip4j.plan.TakeoverTime;
import io.vip4j.plan.VirtualRouter;
import io.vip4j.samples.support.Json;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A plan as one JSON document; README.md has its fields. */
final class PlanJson {

    private final Plan plan;
    private final JsonGenerator json;

    private PlanJson(Plan plan, JsonGenerator json) {
        this.plan = plan;
        this.json = json;
    }

    static String of(Plan plan) {
        return new String(Json.document(json -> new PlanJson(plan, json).write()), UTF_8);
    }

    private void write() throws IOException {
        json.writeBooleanField("everyFailoverWorks", plan.everyFailoverWorks());
        json.writeArrayFieldStart("nodes");
        for (PlanNode node : plan.nodes()) {
            json.writeStartObject();
            json.writeStringField("name", node.name());
            json.writeStringField("origin", node.origin());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("routers");
        for (VirtualRouter router : plan.routers()) {
            router(router);
        }
        json.writeEndArray();
        cases("cases", plan.singles());
        json.writeNumberField("pairsPlayed", plan.pairsPlayed());
        json.writeNumberField("pairsLeftOut", plan.pairsLeftOut());
        cases("pairs", plan.pairs());
        json.writeArrayFieldStart("findings");
        for (Finding finding : plan.findings()) {
            json.writeStartObject();
            json.writeStringField("severity", finding.severity().toString());
            json.writeStringField("rule", finding.rule().id());
            json.writeStringField("subject", finding.subject());
            json.writeStringField("why", finding.why());
            json.writeStringField("fix", finding.fix());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void router(VirtualRouter router) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", router.name());
        json.writeNumberField("vrid", router.vrid().value());
        json.writeStringField("family", router.family().toString());
        json.writeArrayFieldStart("addresses");
        for (var address : router.addresses()) {
            json.writeString(address.toString());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("members");
        for (Member member : router.members()) {
            json.writeStartObject();
            json.writeStringField("node", member.node());
            json.writeStringField("router", member.config().name());
            json.writeStringField("interface", member.config().networkInterface());
            json.writeNumberField("priority", member.config().priority().value());
            json.writeEndObject();
        }
        json.writeEndArray();
        owners("owner", plan.healthy(router));
        json.writeEndObject();
    }

    private void cases(String field, List<CaseResult> results) throws IOException {
        json.writeArrayFieldStart(field);
        for (CaseResult result : results) {
            json.writeStartObject();
            json.writeNumberField("router", plan.routers().indexOf(result.router()));
            json.writeArrayFieldStart("failures");
            for (Failure failure : result.failures()) {
                json.writeStartObject();
                json.writeStringField("kind", failure.kind().name().toLowerCase(Locale.ROOT));
                json.writeStringField("node", failure.node());
                json.writeStringField("subject", failure.subject());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("verdict", result.verdict().name().toLowerCase(Locale.ROOT));
            owners("before", result.before());
            owners("after", result.after());
            time("takeover", result.takeover());
            json.writeObjectFieldStart("priorities");
            for (Map.Entry<String, Integer> entry : result.priorities().entrySet()) {
                json.writeNumberField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
            owners("repaired", result.repaired());
            time("movesBack", result.movesBack());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void owners(String field, Owners owners) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeBooleanField("settles", owners.settles());
        json.writeArrayFieldStart("possible");
        for (List<String> nodes : owners.possible()) {
            json.writeStartArray();
            for (String node : nodes) {
                json.writeString(node);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void time(String field, Optional<TakeoverTime> time) throws IOException {
        if (time.isEmpty()) {
            json.writeNullField(field);
            return;
        }
        json.writeObjectFieldStart(field);
        json.writeNumberField("atMostNanos", time.get().most().toNanos());
        json.writeArrayFieldStart("parts");
        for (TakeoverTime.Part part : time.get().parts()) {
            json.writeStartObject();
            json.writeStringField("what", part.words());
            json.writeNumberField("atMostNanos", part.most().toNanos());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
