/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.endpoint;

import io.vip4j.event.CheckResult;
import io.vip4j.event.CheckStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the endpoint says of a check or handle. */
final class CheckDocument {

    private CheckDocument() {}

    static Map<String, Object> of(CheckStatus check) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", check.name());
        document.put("description", check.description());
        document.put("up", check.up());
        document.put("detail", check.detail());
        document.put("effect", check.onFailure().toString());
        document.put("contribution", check.contribution());
        document.put("level", check.reading().level());
        check.reading().value().ifPresent(value -> document.put("value", value));
        document.put("successes", check.successes());
        document.put("failures", check.failures());
        document.put("timeouts", check.timeouts());
        check.last().ifPresent(last -> document.put("last", last(last)));
        return document;
    }

    private static Map<String, Object> last(CheckResult last) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("at", last.at().toString());
        document.put("healthy", last.healthy());
        document.put("detail", last.detail());
        document.put("latencyMillis", RouterDocument.millis(last.latency()));
        return document;
    }
}
