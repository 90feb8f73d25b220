/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.embedded;

import static java.time.Duration.ofSeconds;

import io.vip4j.testkit.VipLab;
import io.vip4j.testkit.VipTest;

class FailoverTest {

    @VipTest
    void backupTakesOver(VipLab lab) {
        lab.start("a", VipLab.router(200).build());
        lab.start("b", VipLab.router(100).build());
        lab.expect("a").active().within(ofSeconds(4));

        lab.node("a").kill();
        lab.expect("b").active().within(ofSeconds(4));
        lab.expectAtMostOneOwner(VipLab.ADDRESS).throughout(ofSeconds(60));
    }
}
