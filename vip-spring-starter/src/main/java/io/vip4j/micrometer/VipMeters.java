/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.vip4j.VipElector;
import io.vip4j.VipHost;
import io.vip4j.event.CheckResult;
import io.vip4j.event.Releasing;
import io.vip4j.event.Transition;
import io.vip4j.event.VipListener;
import io.vip4j.vrrp.AddressFamily;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Meters of the virtual routers of a host; docs/spring.md lists them. What is counted by events is heard as a listener, so
 * give this to the routers when they are started:
 *
 * <pre>{@code
 * VipMeters meters = new VipMeters(host);
 * meters.bindTo(registry);
 * host.apply(wanted, meters);
 * meters.update(host.electors());
 * }</pre>
 *
 * <p>Safe from any thread. A reading asks the loop at most twice a second for each router.
 */
public final class VipMeters implements MeterBinder, VipListener {

    private record Key(String router, AddressFamily family) {

        static Key of(VipElector elector) {
            return new Key(elector.config().name(), elector.config().family());
        }
    }

    private final VipHost host;
    // Both guarded by the lock of this object.
    private final Map<MeterRegistry, EventMeters> registries = new HashMap<>();
    private final Map<Key, RouterReadings> routers = new HashMap<>();

    /**
     * Meters of this host; none is there before {@link #bindTo}.
     */
    public VipMeters(VipHost host) {
        this.host = host;
    }

    /** Registers the meters of every router that runs now or is known later. */
    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        if (registries.containsKey(registry)) {
            return;
        }
        registries.put(registry, new EventMeters(registry));
        HostMeters.bindTo(registry, host);
        routers.values().forEach(router -> router.bindTo(registry));
        update(host.electors());
    }

    /**
     * Registers the meters of routers that are new and removes those of routers that are gone. Call it after each start
     * or change.
     *
     * @param running all that run
     */
    public synchronized void update(List<VipElector> running) {
        Set<Key> gone = new HashSet<>(routers.keySet());
        for (VipElector elector : running) {
            Key key = Key.of(elector);
            gone.remove(key);
            RouterReadings known = routers.get(key);
            if (known == null) {
                RouterReadings added = new RouterReadings(elector);
                routers.put(key, added);
                registries.keySet().forEach(added::bindTo);
            } else {
                known.follow(elector, registries.keySet());
            }
        }
        for (Key key : gone) {
            RouterReadings removed = routers.remove(key);
            if (removed != null) {
                registries.keySet().forEach(removed::removeFrom);
            }
        }
    }

    private synchronized List<EventMeters> bound() {
        return List.copyOf(registries.values());
    }

    @Override
    public void onTransition(Transition transition) {
        bound().forEach(meters -> meters.transition(transition));
    }

    @Override
    public CompletionStage<?> onReleasing(Releasing releasing) {
        bound().forEach(meters -> meters.releasing(releasing));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onCheckResult(CheckResult result) {
        bound().forEach(meters -> meters.checkResult(result));
    }
}
