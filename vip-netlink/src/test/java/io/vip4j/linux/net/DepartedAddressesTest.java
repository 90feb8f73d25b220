/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.spi.InterfaceMonitor.InterfaceState;
import io.vip4j.vrrp.IpAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DepartedAddressesTest {

    private static final InterfaceState ONE_TWO_THREE = state("192.0.2.1", "192.0.2.2", "192.0.2.3");
    private static final InterfaceState THREE_FOUR = state("192.0.2.3", "192.0.2.4");

    private final DepartedAddresses departed = new DepartedAddresses(state("192.0.2.4", "192.0.2.2"));

    private static InterfaceState state(String... addresses) {
        return new InterfaceState("eth0", 1, true, list(addresses));
    }

    private static List<IpAddress> list(String... addresses) {
        return Arrays.stream(addresses).map(IpAddress::parse).toList();
    }

    @Test
    void thoseThatAreNotThereNowAreToldInTheirOrder() {
        assertThat(departed.since(ONE_TWO_THREE)).isEqualTo(list("192.0.2.1", "192.0.2.3"));
    }

    @Test
    void theNextListenerMayHaveBeenToldSomethingElse() {
        departed.since(ONE_TWO_THREE);
        assertThat(departed.since(THREE_FOUR)).isEqualTo(list("192.0.2.3"));
        assertThat(departed.since(ONE_TWO_THREE)).isEqualTo(list("192.0.2.1", "192.0.2.3"));
        assertThat(departed.since(InterfaceState.absent("eth0"))).isEmpty();
    }
}
