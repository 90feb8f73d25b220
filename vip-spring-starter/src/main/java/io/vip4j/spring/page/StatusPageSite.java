/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.page;

import io.vip4j.spring.VipRouters;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.boot.actuate.endpoint.AbstractExposableEndpoint;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.Operation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoint;

/** The status page of an application, whatever web server it has. Safe from any thread. */
public final class StatusPageSite {

    /** Its name among the endpoints, for properties that expose endpoints or restrict their access. */
    @Endpoint(id = Id.NAME)
    public static final class Id {

        /** As in {@code management.endpoints.web.exposure.include}. */
        public static final String NAME = "vippage";

        private Id() {}
    }

    /** Tells who secures all endpoints by their paths that the page is one of them. */
    public static final class Path extends AbstractExposableEndpoint<Operation> implements PathMappedEndpoint {

        /** The path of the page below the base path of the endpoints. */
        public Path() {
            super(EndpointId.of(Id.NAME), Access.UNRESTRICTED, List.of());
        }

        @Override
        public String getRootPath() {
            return Id.NAME;
        }
    }

    private final PageDocument document;
    private final PageFeed feed;
    private final PageWrites writes;

    /**
     * The page of these routers.
     *
     * @param routers asked for when they are needed: they start after the page's listener is there
     * @param node what the host is called
     * @param writable whether the page may steer them
     */
    public StatusPageSite(Supplier<VipRouters> routers, String node, boolean writable) {
        this.document = new PageDocument(routers, node, writable);
        this.feed = new PageFeed(document::json);
        this.writes = new PageWrites(routers, writable);
    }

    /** The streams; must hear the events of the routers, and be stopped before the web server. */
    public PageFeed feed() {
        return feed;
    }

    PageDocument document() {
        return document;
    }

    PageWrites writes() {
        return writes;
    }
}
