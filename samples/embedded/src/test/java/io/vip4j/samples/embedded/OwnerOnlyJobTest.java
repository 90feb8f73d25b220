/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.embedded;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.event.VipState;
import io.vip4j.simulation.SimulatedNode;
import io.vip4j.testkit.VipLab;
import io.vip4j.testkit.VipTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

@VipTest
class OwnerOnlyJobTest {

    private final List<String> runs = new ArrayList<>();

    private OwnerOnlyJob start(VipLab lab, String node, int priority) {
        lab.start(node, OwnerOnlyJob.election(SimulatedNode.INTERFACE, priority));
        return OwnerOnlyJob.of(lab.node(node).router(), () -> runs.add(node));
    }

    @VipTest
    void onlyTheOwnerRunsAndItsSuccessorGoesOn(VipLab lab) {
        OwnerOnlyJob a = start(lab, "a", 200);
        OwnerOnlyJob b = start(lab, "b", 100);
        lab.expect("a").active().within(ofSeconds(4));
        a.run();
        b.run();
        lab.node("a").kill();
        lab.expect("b").active().within(ofSeconds(4));
        b.run();
        assertThat(runs).containsExactly("a", "b");
    }

    /** Both could run it otherwise: the one that was frozen does not know yet that the other one has taken over. */
    @VipTest
    void oneThatWasFrozenDoesNotRun(VipLab lab) {
        OwnerOnlyJob a = start(lab, "a", 200);
        OwnerOnlyJob b = start(lab, "b", 100);
        lab.expect("a").active().within(ofSeconds(4));
        lab.node("a").freeze();
        lab.expect("b").active().within(ofSeconds(4));
        assertThat(lab.node("a").router().state()).isEqualTo(VipState.ACTIVE);
        a.run();
        b.run();
        assertThat(runs).containsExactly("b");
    }

    @VipTest
    void aRunThatIsUnderWayIsFinishedBeforeTheRoleIsGivenAway(VipLab lab) {
        lab.start("a", OwnerOnlyJob.election(SimulatedNode.INTERFACE, 200));
        start(lab, "b", 100);
        OwnerOnlyJob[] itself = new OwnerOnlyJob[1];
        OwnerOnlyJob a = OwnerOnlyJob.of(lab.node("a").router(), () -> {
            runs.add("begins");
            lab.node("a").router().hold("maintenance", Duration.ofHours(1));
            lab.run(ofSeconds(3)); // The run takes so long.
            assertThat(lab.node("a").router().isActive()).isTrue();
            itself[0].run(); // A second one would have to wait for ever.
            runs.add("ends");
        });
        itself[0] = a;
        lab.expect("a").active().within(ofSeconds(4));
        a.run();
        lab.expect("a").notActive().within(ofSeconds(1));
        lab.expect("b").active().within(ofSeconds(1));
        assertThat(runs).containsExactly("begins", "ends");
    }

    @VipTest
    void aRunThatFailsIsNotTheLast(VipLab lab) {
        lab.start("a", OwnerOnlyJob.election(SimulatedNode.INTERFACE, 200));
        OwnerOnlyJob a = OwnerOnlyJob.of(lab.node("a").router(), () -> {
            runs.add("a");
            throw new IllegalStateException("the disk is full");
        });
        lab.expect("a").active().within(ofSeconds(4));
        a.run();
        a.run();
        assertThat(runs).containsExactly("a", "a");
    }
}
