/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.page;

import java.util.Map;
import org.springframework.boot.json.JsonWriter;

/** An answer in JSON. */
record PageAnswer(int status, String json) {

    static final String TYPE = "application/json";

    /** Spring Boot's own: which Jackson the application has, if any, does not matter. */
    static final JsonWriter<Map<String, ?>> JSON = JsonWriter.standard();

    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 503;

    static PageAnswer error(int status, String reason) {
        return new PageAnswer(status, JSON.writeToString(Map.of("error", reason)));
    }

    static PageAnswer notFound() {
        return error(NOT_FOUND, "there is nothing here");
    }

    static PageAnswer tooManyStreams() {
        return error(TOO_MANY, "more than " + PageFeed.MOST_STREAMS + " look at the page already");
    }
}
