/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.config.VirtualRouterConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a new file changes. Routers are told apart by name; one that is the same in both is not touched.
 *
 * @param stop names of routers that are gone or differ
 * @param start routers that are new or differ, in the order of the new file
 * @param keep names of routers that stay as they are
 */
record ReloadPlan(List<String> stop, List<VirtualRouterConfig> start, List<String> keep) {

    ReloadPlan {
        stop = List.copyOf(stop);
        start = List.copyOf(start);
        keep = List.copyOf(keep);
    }

    static ReloadPlan between(List<VirtualRouterConfig> running, List<VirtualRouterConfig> wanted) {
        Map<String, VirtualRouterConfig> gone = new LinkedHashMap<>();
        running.forEach(config -> gone.put(config.name(), config));
        List<VirtualRouterConfig> start = new ArrayList<>();
        List<String> keep = new ArrayList<>();
        for (VirtualRouterConfig config : wanted) {
            if (config.equals(gone.get(config.name()))) {
                keep.add(config.name());
                gone.remove(config.name());
            } else {
                start.add(config);
            }
        }
        return new ReloadPlan(List.copyOf(gone.keySet()), start, keep);
    }

    boolean isEmpty() {
        return stop.isEmpty() && start.isEmpty();
    }
}
