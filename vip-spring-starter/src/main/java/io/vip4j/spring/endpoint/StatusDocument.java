/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.endpoint;

import io.vip4j.VipElector;
import io.vip4j.config.HostConfig;
import io.vip4j.event.VipStatus;
import io.vip4j.spring.VipRouters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that the endpoint says of all routers, in one document. */
public final class StatusDocument {

    private StatusDocument() {}

    /**
     * The document as it is now. Asks the loop, so never call it there.
     *
     * @param withTimelines whether each router has its events, too
     * @throws io.vip4j.spi.PlatformException if the host does not answer
     * @throws IllegalStateException if the host is closed
     */
    public static Map<String, Object> of(VipRouters routers, boolean withTimelines) {
        HostConfig host = routers.config();
        List<Map<String, Object>> documents = new ArrayList<>();
        for (VipElector elector : routers.all()) {
            VipStatus status = elector.status();
            Map<String, Object> router = RouterDocument.of(elector, status, host);
            if (withTimelines) {
                router.put(
                        "timeline",
                        status.timeline().stream().map(EventDocument::of).toList());
            }
            documents.add(router);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("lateness", LatenessDocument.of(routers.lateness()));
        document.put("routers", documents);
        return document;
    }
}
