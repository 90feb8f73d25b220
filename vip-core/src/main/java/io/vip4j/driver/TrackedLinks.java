/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.Timing;
import io.vip4j.config.TrackedInterface;
import io.vip4j.driver.checks.Conditions;
import io.vip4j.health.OnFailure;
import io.vip4j.spi.InterfaceMonitor;
import io.vip4j.spi.InterfaceMonitor.InterfaceState;
import io.vip4j.spi.PlatformException;
import io.vip4j.spi.VipPlatform;
import io.vip4j.vrrp.IpAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Follows the links of interfaces that count for an elector or a group. One that does not exist is down. */
final class TrackedLinks {

    private final VipPlatform platform;
    private final Conditions conditions;
    private final Runnable changed;
    private final Map<String, Link> links = new LinkedHashMap<>();

    /**
     * @param changed runs when one of them counts as something else
     */
    TrackedLinks(VipPlatform platform, Conditions conditions, Runnable changed) {
        this.platform = platform;
        this.conditions = conditions;
        this.changed = changed;
    }

    /** Tracks these and no others; what is tracked already is not asked again. Tells nobody. */
    void track(List<TrackedInterface> wanted, Timing timing) {
        Map<String, TrackedInterface> byKey = new LinkedHashMap<>();
        for (TrackedInterface tracked : wanted) {
            String key = "interface " + tracked.name();
            for (int i = 2; byKey.containsKey(key); i++) {
                key = "interface " + tracked.name() + " (" + i + ")";
            }
            byKey.put(key, tracked);
        }
        links.entrySet().removeIf(entry -> {
            TrackedInterface still = byKey.get(entry.getKey());
            if (still != null && still.name().equals(entry.getValue().name)) {
                return false;
            }
            entry.getValue().close();
            conditions.forget(entry.getKey());
            return true;
        });
        byKey.forEach((key, tracked) -> {
            Link known = links.get(key);
            if (known == null) {
                links.put(key, new Link(key, tracked, timing));
            } else {
                known.change(tracked.onFailure(), timing);
            }
        });
    }

    void close() {
        links.values().forEach(Link::close);
        links.clear();
    }

    /** One interface. */
    private final class Link implements InterfaceMonitor.Listener {

        private final String key;
        private final String name;
        private final LinkDebounce debounce;
        private OnFailure onFailure;
        private boolean exists;
        private boolean quiet = true;
        private InterfaceMonitor.Watch watch = () -> {};

        Link(String key, TrackedInterface tracked, Timing timing) {
            this.key = key;
            this.name = tracked.name();
            this.onFailure = tracked.onFailure();
            this.debounce = new LinkDebounce(platform.loop(), this::tell);
            debounce.delays(timing);
            try {
                watch = platform.interfaces().watch(name, this);
            } catch (PlatformException e) {
                // What cannot be seen counts as down: the operator asked for it to count.
                conditions.trackedInterface(key, name, false, "cannot be watched: " + e.getMessage(), onFailure);
            }
            quiet = false;
        }

        void change(OnFailure newOnFailure, Timing timing) {
            onFailure = newOnFailure;
            quiet = true;
            debounce.delays(timing);
            tell();
            quiet = false;
        }

        @Override
        public void changed(InterfaceState state) {
            boolean before = debounce.isUp();
            boolean existed = exists;
            exists = state.exists();
            if (exists) {
                debounce.see(state.up());
            } else {
                debounce.gone();
            }
            if (quiet || before != debounce.isUp() || existed != exists) {
                tell();
            }
        }

        @Override
        public void addressRemoved(IpAddress address) {
            // The link counts, not the addresses.
        }

        private void tell() {
            boolean up = debounce.isUp();
            String detail = up ? "is up" : exists ? "is down" : "does not exist";
            conditions.trackedInterface(key, name, up, detail, onFailure);
            if (!quiet) {
                changed.run();
            }
        }

        void close() {
            watch.close();
            debounce.close();
        }
    }
}
