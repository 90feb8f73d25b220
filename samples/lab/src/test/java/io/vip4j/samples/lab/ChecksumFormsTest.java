/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static io.vip4j.samples.lab.Product.VIP4J;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * RFC 9568 5.2.8 has no pseudo-header in the checksum of VRRPv3 over IPv4; RFC 5798 as keepalived and FRR read it has
 * one. A vipd hears both. It is told by {@code v3_checksum_as_v2} what to send; keepalived 2.2.7 and FRR 8.4.4 have no
 * such setting, so here a vipd of the one form meets one of the other. Wireshark judges both in {@link WiresharkTest}.
 */
@LabTest(vipd = true)
@Execution(ExecutionMode.CONCURRENT)
class ChecksumFormsTest {

    @ParameterizedTest(name = "the higher one sends the checksum of the message only: {0}")
    @ValueSource(booleans = {true, false})
    void understandEachOther(boolean higherIsMessageOnly) {
        RouterSettings settings = RouterSettings.v3(100, Duration.ofMillis(300));
        try (InteropLab lab = InteropLab.open(settings, false, VIP4J, VIP4J)) {
            VrrpNode higher = lab.node(0);
            VrrpNode lower = lab.node(1);
            VrrpNode messageOnly = higherIsMessageOnly ? higher : lower;
            messageOnly.changeSettings(messageOnly.settings().withLine("v3_checksum_as_v2"));
            lower.start();
            lab.awaitOwner(lower);
            higher.start();
            lab.awaitOwner(higher);
            lab.assertNoComplaints();
            assertThat(((VipdNode) lower).status().path("activeSource").asText())
                    .isEqualTo(higher.host().address());
            higher.terminate(InteropLab.LIMIT);
            lab.awaitOwner(lower);
        }
    }
}
