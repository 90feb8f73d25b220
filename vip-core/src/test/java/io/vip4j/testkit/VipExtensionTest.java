/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What JUnit makes of tests with a lab. */
class VipExtensionTest {

    private static final List<VipLab> LABS = new ArrayList<>();

    /** Not for Surefire, which looks for names that end with Test. */
    static final class Stories {

        @VipTest
        void passes(VipLab lab) {
            LABS.add(lab);
            lab.start("a", VipLab.router(255).build());
            lab.expect("a").active().now();
        }

        @VipTest(seed = 7)
        void failsByItself(VipLab lab) {
            LABS.add(lab);
            lab.start("a", VipLab.router(100).build());
            throw new IllegalStateException("thrown by the story");
        }

        @VipTest
        void failsByExpectation(VipLab lab) {
            LABS.add(lab);
            lab.start("a", VipLab.router(100).build());
            lab.expect("a").active().within(Duration.ofSeconds(1));
        }
    }

    private static TestExecutionResult run(String method) {
        List<TestExecutionResult> results = new ArrayList<>();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(Stories.class, method, VipLab.class))
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                    results.add(result);
                }
            }
        });
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    @Test
    void eachTestHasALabOfItsOwnThatIsClosedAtItsEnd() {
        LABS.clear();
        assertThat(run("passes").getThrowable()).isEmpty();
        assertThat(run("passes").getThrowable()).isEmpty();
        assertThat(LABS).doesNotHaveDuplicates().hasSize(2);
        assertThat(LABS.get(0).report()).startsWith("nodes:\ntimeline:\n");
    }

    @Test
    void failureOfTheTestItselfShowsTheTimelineToo() {
        assertThat(run("failsByItself").getThrowable()).hasValueSatisfying(failure -> {
            assertThat(failure).hasMessage("thrown by the story");
            assertThat(failure.getSuppressed()).hasSize(1);
            assertThat(failure.getSuppressed()[0])
                    .hasMessageStartingWith("this happened in the lab:\nnodes:\n  a: running, web BACKUP\ntimeline:\n");
        });
    }

    @Test
    void failedExpectationShowsItOnce() {
        assertThat(run("failsByExpectation").getThrowable()).hasValueSatisfying(failure -> {
            assertThat(failure).hasMessageStartingWith("expected a to be ACTIVE within 1000 ms, but after that it is");
            assertThat(failure.getSuppressed()).isEmpty();
        });
    }
}
