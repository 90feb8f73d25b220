/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.Transport.Multicast;
import io.vip4j.vrrp.IpAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TransportTest {

    @Test
    void itIsDescribedInWords() {
        assertThat(Transport.MULTICAST.description()).isEqualTo("multicast");
        assertThat(new Multicast(Optional.of(IpAddress.parse("224.0.0.99"))).description())
                .isEqualTo("multicast 224.0.0.99");
        assertThat(Transport.unicast(IpAddress.parse("192.0.2.1"), IpAddress.parse("192.0.2.2"))
                        .description())
                .isEqualTo("unicast 192.0.2.1 192.0.2.2");
    }
}
