/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.endpoint;

import io.vip4j.VipElector;
import io.vip4j.event.VipEvent;
import io.vip4j.spi.PlatformException;
import io.vip4j.spring.VipRouters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.lang.Nullable;

/**
 * The virtual routers over HTTP: {@code GET /actuator/vip}, {@code /vip/NAME}, {@code /vip/NAME/timeline}, and {@code POST
 * /vip/NAME/OPERATION}. Exposed and secured like any other endpoint.
 *
 * <p>Parameters that may be absent have Spring's annotation: Spring Boot 3.5 knows no other, Spring Boot 4 knows it too.
 */
@WebEndpoint(id = "vip")
public final class VipEndpoint {

    private static final int OK = 200;

    private final VipRouters routers;

    /**
     * Tells of these.
     */
    public VipEndpoint(VipRouters routers) {
        this.routers = routers;
    }

    /** All routers, and how late their loop was. */
    @ReadOperation
    public WebEndpointResponse<Map<String, Object>> all() {
        return answer(() -> StatusDocument.of(routers, false));
    }

    /**
     * One router.
     *
     * @param router its name
     * @param family {@code ipv4} or {@code ipv6}; needed only if routers of both have the name
     */
    @ReadOperation
    public WebEndpointResponse<Map<String, Object>> one(@Selector String router, @Nullable String family) {
        return answer(() -> {
            VipElector elector = find(router, family);
            return RouterDocument.of(elector, elector.status(), routers.config());
        });
    }

    /**
     * A part of what is known of a router.
     *
     * @param part {@code timeline}
     */
    @ReadOperation
    public WebEndpointResponse<Map<String, Object>> part(
            @Selector String router, @Selector String part, @Nullable String family) {
        return answer(() -> {
            VipElector elector = find(router, family);
            if (!part.equals("timeline")) {
                throw new Refusal(Refusal.NOT_FOUND, "a router has no '" + part + "'; it has a timeline");
            }
            List<VipEvent> events = elector.status().timeline();
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("name", router);
            document.put("events", events.stream().map(EventDocument::of).toList());
            return document;
        });
    }

    /**
     * Asks something of a router; may wait as long as its limit says.
     *
     * @param operation what
     * @param limit how long, such as {@code 30s}
     * @param reason for people
     * @param priority 1..254
     */
    @WriteOperation
    public WebEndpointResponse<Map<String, Object>> perform(
            @Selector String router,
            @Selector String operation,
            @Nullable String family,
            @Nullable String limit,
            @Nullable String reason,
            @Nullable String priority) {
        return answer(() -> {
            VipElector elector = find(router, family);
            try {
                return Operation.of(operation).perform(elector, new Parameters(limit, reason, priority));
            } catch (IllegalStateException e) {
                throw new Refusal(Refusal.CONFLICT, String.valueOf(e.getMessage()));
            } catch (IllegalArgumentException e) {
                throw new Refusal(Refusal.BAD_REQUEST, String.valueOf(e.getMessage()));
            }
        });
    }

    private VipElector find(String name, @Nullable String family) {
        List<VipElector> named = routers.named(name);
        if (named.isEmpty()) {
            throw new Refusal(Refusal.NOT_FOUND, routers.unknown(name));
        }
        if (family == null) {
            if (named.size() > 1) {
                throw new Refusal(
                        Refusal.BAD_REQUEST,
                        "routers of both families are called '" + name + "': give family=ipv4 or family=ipv6");
            }
            return named.get(0);
        }
        return named.stream()
                .filter(elector -> elector.config().family().toString().equalsIgnoreCase(family))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        Refusal.NOT_FOUND, "no virtual router '" + name + "' of family '" + family + "' runs"));
    }

    private static WebEndpointResponse<Map<String, Object>> answer(Supplier<Map<String, Object>> request) {
        try {
            return new WebEndpointResponse<>(request.get(), OK);
        } catch (Refusal e) {
            return refused(e.status(), e);
        } catch (PlatformException | IllegalStateException e) {
            return refused(Refusal.UNAVAILABLE, e); // The loop does not answer, or the host is being closed.
        }
    }

    private static WebEndpointResponse<Map<String, Object>> refused(int status, RuntimeException reason) {
        return new WebEndpointResponse<>(Map.of("error", String.valueOf(reason.getMessage())), status);
    }
}
