/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.Anomaly;
import io.vip4j.event.AnomalyEvent;
import io.vip4j.event.CheckResult;
import io.vip4j.event.Transition;
import io.vip4j.event.VipEvent;
import io.vip4j.event.VipListener;
import io.vip4j.event.VipState;
import io.vip4j.machine.RouterState;
import io.vip4j.machine.RouterState.Active;
import io.vip4j.machine.RouterState.Holding;
import io.vip4j.machine.RouterState.Initialize;
import io.vip4j.spi.Loop;
import java.util.List;
import java.util.Optional;

/**
 * Turns the states of the machine into those that users see, and tells each change once; tells anomalies in the same
 * sequence.
 */
final class Publisher {

    private final VirtualRouterConfig config;
    private final Loop loop;
    private final ListenerDispatch dispatch;
    private final Timeline timeline = new Timeline();

    // Written by the loop.
    private volatile VipState published = VipState.INITIALIZE;
    private long sequence;

    Publisher(VirtualRouterConfig config, Loop loop, ListenerDispatch dispatch) {
        this.config = config;
        this.loop = loop;
        this.dispatch = dispatch;
    }

    /** The state that was told last. Safe from any thread. */
    VipState state() {
        return published;
    }

    List<VipEvent> timeline() {
        return timeline.all();
    }

    /**
     * Adds a listener that first hears the latest transition and the beginnings of the anomalies that last, in their
     * order; running the result ends it.
     */
    Runnable add(VipListener listener) {
        return dispatch.add(listener, timeline.replay())::end;
    }

    /** Tells the listeners that an anomaly has begun or ended. */
    void publish(boolean began, Anomaly anomaly) {
        AnomalyEvent event = new AnomalyEvent(
                ++sequence,
                loop.now(),
                config.name(),
                config.vrid(),
                config.networkInterface(),
                published,
                began,
                anomaly);
        timeline.add(event);
        dispatch.publish(event);
    }

    /** Tells the listeners what a check has answered, between the events before and after it. Kept nowhere. */
    void checkResult(CheckResult result) {
        dispatch.publish(result);
    }

    /** Tells the listeners if the state as they see it has changed, and says whether it has. */
    boolean publish(RouterState state, CauseChain causes, Terms terms) {
        VipState from = published;
        VipState to = visible(state, from);
        if (from == to) {
            return false;
        }
        published = to;
        Transition transition = new Transition(
                ++sequence,
                loop.now(),
                config.name(),
                config.vrid(),
                config.networkInterface(),
                from,
                to,
                causes.cause(),
                causes.took(),
                from == VipState.ACTIVE || to == VipState.ACTIVE ? terms.latest() : Optional.empty());
        timeline.add(transition);
        dispatch.publish(transition);
        return true;
    }

    /** A claim is not visible until the addresses are bound, a release not until they are gone, both in a row never. */
    private static VipState visible(RouterState state, VipState before) {
        if (state instanceof Initialize) {
            return VipState.INITIALIZE;
        }
        if (state instanceof Active active) {
            return active.phase() instanceof Holding ? VipState.ACTIVE : before;
        }
        return VipState.BACKUP;
    }
}
