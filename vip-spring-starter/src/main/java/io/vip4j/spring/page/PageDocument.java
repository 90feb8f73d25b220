/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.page;

import io.vip4j.spi.PlatformException;
import io.vip4j.spring.VipRouters;
import io.vip4j.spring.endpoint.StatusDocument;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The document of the status page, as {@link io.vip4j.page} describes it. Safe from any thread. */
final class PageDocument {

    private final Supplier<VipRouters> routers;
    private final String node;
    private final boolean writable;
    private final Instant startedAt = Instant.now();

    /**
     * What the page is told.
     *
     * @param node what the host is called
     * @param writable whether the page may steer
     */
    PageDocument(Supplier<VipRouters> routers, String node, boolean writable) {
        this.routers = routers;
        this.node = node;
        this.writable = writable;
    }

    /** The document as JSON. Asks the loop, so never call it there. */
    String json() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("now", Instant.now().toString());
        document.put("node", node);
        document.put("startedAt", startedAt.toString());
        document.put("writes", writable ? "open" : "off");
        try {
            document.putAll(StatusDocument.of(routers.get(), true));
        } catch (PlatformException | IllegalStateException e) {
            document.put(
                    "error", String.valueOf(e.getMessage())); // The loop does not answer, or the host is being closed.
            document.put("routers", List.of());
        }
        return PageAnswer.JSON.writeToString(document);
    }
}
