/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What becomes of those who follow the tutorial: haproxy on port 8066 before two servers, priorities 100 and 90, and a
 * script that starts haproxy again and weighs 3. One text, both daemons.
 */
@LabTest(vipd = true, keepalived = true, haproxy = true)
@Execution(ExecutionMode.CONCURRENT)
class TutorialTest {

    private static final int PRIORITY = 100;
    private static final int PRINTED_BONUS = 3;

    /** Twice as long as the lower one would wait for a silent owner. */
    private static final Duration LONG_ENOUGH =
            RouterSettings.v2(90).activeDownInterval().multipliedBy(2);

    @ParameterizedTest
    @EnumSource(names = {"VIP4J", "KEEPALIVED"})
    void theScriptStartsHaproxyAgainAndTheAddressStays(Product product) {
        try (TutorialLab lab = TutorialLab.start(product, Tutorial.PRINTED_WEIGHT)) {
            lab.awaitAdvertised(lab.higher(), PRIORITY + PRINTED_BONUS);
            int changes = lab.ownership().changes().mark();
            lab.higher().killHaproxy();
            lab.awaitServed(lab.higher());
            lab.awaitAdvertised(lab.higher(), PRIORITY + PRINTED_BONUS);
            assertThat(lab.ownership().changes().since(changes)).isEmpty();
        }
    }

    /** 100 is still more than 90 + 3. */
    @ParameterizedTest
    @EnumSource(names = {"VIP4J", "KEEPALIVED"})
    void theTutorialsWeightLeavesTheAddressWhereNothingWorks(Product product) {
        try (TutorialLab lab = TutorialLab.start(product, Tutorial.PRINTED_WEIGHT)) {
            lab.awaitAdvertised(lab.higher(), PRIORITY + PRINTED_BONUS);
            int changes = lab.ownership().changes().mark();
            lab.higher().breakHaproxy();
            lab.higher().killHaproxy();
            lab.client().await("a refusal", of -> of.outcome().equals("refused"), TutorialLab.LIMIT);
            Instant failedAt = lab.awaitAdvertised(lab.higher(), PRIORITY).at();

            Instant lateEnough = failedAt.plus(LONG_ENOUGH);
            lab.awaitAdvertised(lab.higher(), PRIORITY, lateEnough);
            assertThat(lab.ownership().changes().since(changes))
                    .as("changes of ownership; %s", lab)
                    .isEmpty();
            List<TcpClient.Attempt> attempts = lab.client().between(failedAt, lateEnough);
            assertThat(attempts).isNotEmpty().allMatch(of -> of.outcome().equals("refused"));

            lab.higher().mendHaproxy();
            lab.awaitServed(lab.higher());
            assertThat(lab.ownership().changes().since(changes)).isEmpty();
        }
    }

    /** A weight that is more than the difference of the priorities; or none, which is a failure of the whole router. */
    @ParameterizedTest
    @CsvSource({"VIP4J, weight -20", "VIP4J, weight 0", "KEEPALIVED, weight -20", "KEEPALIVED, weight 0"})
    void theFixMovesTheAddressToWhereHaproxyWorks(Product product, String weight) {
        try (TutorialLab lab = TutorialLab.start(product, weight)) {
            lab.awaitAdvertised(lab.higher(), PRIORITY);
            lab.higher().breakHaproxy();
            lab.higher().killHaproxy();
            lab.awaitServed(lab.lower());

            lab.higher().mendHaproxy();
            lab.awaitServed(lab.higher());
        }
    }
}
