/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.testkit;

import io.vip4j.VipElector;
import io.vip4j.event.VipState;
import java.util.Optional;
import java.util.function.Predicate;

/** What is expected of a virtual router on a node of a {@link VipLab}; say next when, as in {@code active().within(...)}. */
public final class RouterExpectation {

    private final VipLab lab;
    private final LabNode node;
    private final Optional<String> router;

    RouterExpectation(VipLab lab, LabNode node, Optional<String> router) {
        this.lab = lab;
        this.node = node;
        this.router = router;
    }

    /** That it is Active, holds its addresses, and may believe so: a frozen one may not for long. */
    public Expectation active() {
        return is("ACTIVE", elector -> elector.state() == VipState.ACTIVE && elector.isActive());
    }

    /** That it is Backup. */
    public Expectation backup() {
        return is("BACKUP", elector -> elector.state() == VipState.BACKUP);
    }

    /** That it runs and does not take part, for example because a check has failed. */
    public Expectation initialize() {
        return is("INITIALIZE", elector -> elector.state() == VipState.INITIALIZE);
    }

    /** That it does not hold its addresses, because it is in another state, or because its process has ended. */
    public Expectation notActive() {
        return new Expectation(
                lab,
                subject() + " not to be ACTIVE",
                () -> node.find(router).filter(VipElector::isActive).isEmpty(),
                () -> "it is " + node.stateOf(router));
    }

    private Expectation is(String state, Predicate<VipElector> holds) {
        return new Expectation(
                lab,
                subject() + " to be " + state,
                () -> node.find(router).filter(holds).isPresent(),
                () -> "it is " + node.stateOf(router));
    }

    private String subject() {
        return router.map(name -> name + " on ").orElse("") + node.name();
    }
}
