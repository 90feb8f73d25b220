/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.core.env.StandardEnvironment;

class EarlyPreparationTest {

    private static final String ROUTER = "vip.routers[0].name=web";

    private static boolean isWorthwhile(int processors, String... properties) {
        StandardEnvironment environment = new StandardEnvironment();
        TestPropertyValues.of(properties).applyTo(environment);
        return new EarlyPreparation(processors).isWorthwhile(environment);
    }

    @Test
    void applicationWithRoutersIsPreparedWhileItStarts() {
        assertThat(isWorthwhile(2, ROUTER)).isTrue();
        assertThat(isWorthwhile(2, "vip.keepalived-config=file:/etc/keepalived/keepalived.conf", "vip.platform=LINUX"))
                .isTrue();
    }

    @Test
    void nothingIsPreparedThatIsNotNeeded() {
        assertThat(isWorthwhile(2)).isFalse();
        assertThat(isWorthwhile(1, ROUTER)).isFalse();
        assertThat(isWorthwhile(2, ROUTER, "vip.enabled=false")).isFalse();
        assertThat(isWorthwhile(2, ROUTER, "vip.platform=simulated")).isFalse();
    }

    @Test
    void propertyThatCannotBeReadIsLeftToTheStart() {
        assertThat(isWorthwhile(2, ROUTER, "vip.platform=${NOT_THERE}")).isFalse();
    }
}
