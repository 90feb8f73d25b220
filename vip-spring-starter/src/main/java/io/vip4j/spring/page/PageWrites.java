/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.page;

import io.vip4j.spring.VipRouters;
import io.vip4j.spring.endpoint.VipEndpoint;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.json.JsonParseException;
import org.springframework.boot.json.JsonParserFactory;

/**
 * What the page asks of a router. Only the page itself may: a request needs JSON and a header that no form and no other
 * site can send, and a browser that says where a request comes from must say that it is this one. Safe from any thread.
 */
final class PageWrites {

    /** Octets of a body; the longest that makes sense is a few hundred. */
    static final int LONGEST_BODY = 4096;

    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int TOO_LARGE = 413;
    private static final int UNSUPPORTED = 415;

    /**
     * A request, with what of it tells who sent it.
     *
     * @param requestedWith header X-Requested-With
     * @param fetchSite header Sec-Fetch-Site
     */
    record Request(
            String router,
            String operation,
            @Nullable String contentType,
            @Nullable String requestedWith,
            @Nullable String fetchSite,
            String body) {}

    private final Supplier<VipRouters> routers;
    private final boolean allowed;

    /**
     * Writes to these routers.
     *
     * @param allowed whether there are any
     */
    PageWrites(Supplier<VipRouters> routers, boolean allowed) {
        this.routers = routers;
        this.allowed = allowed;
    }

    /** Does what is asked; may wait as long as the limit in the request says. */
    PageAnswer perform(Request request) {
        if (!allowed) {
            return PageAnswer.error(FORBIDDEN, "the page is read-only: management.endpoint.vip.access");
        }
        if (!"vip4j".equals(request.requestedWith())
                || (request.fetchSite() != null && !request.fetchSite().equals("same-origin"))) {
            return PageAnswer.error(FORBIDDEN, "only the status page itself may ask for this");
        }
        if (request.contentType() == null || !request.contentType().startsWith(PageAnswer.TYPE)) {
            return PageAnswer.error(UNSUPPORTED, "the body must be application/json");
        }
        if (request.body().length() > LONGEST_BODY) {
            return PageAnswer.error(TOO_LARGE, "the body must have at most " + LONGEST_BODY + " octets");
        }
        Map<String, Object> body;
        try {
            body = JsonParserFactory.getJsonParser().parseMap(request.body());
        } catch (JsonParseException e) {
            return PageAnswer.error(BAD_REQUEST, "the body must be a JSON object");
        }
        WebEndpointResponse<Map<String, Object>> answer = new VipEndpoint(routers.get())
                .perform(
                        request.router(),
                        request.operation(),
                        text(body, "family"),
                        text(body, "limit"),
                        text(body, "reason"),
                        text(body, "priority"));
        Map<String, Object> told = answer.getBody();
        return new PageAnswer(answer.getStatus(), PageAnswer.JSON.writeToString(told == null ? Map.of() : told));
    }

    private static @Nullable String text(Map<String, Object> body, String field) {
        Object value = body.get(field);
        return value == null ? null : value.toString();
    }
}
