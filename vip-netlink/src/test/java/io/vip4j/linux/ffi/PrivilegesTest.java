/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.ffi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.spi.PlatformException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrivilegesTest {

    @Test
    void bothCapabilitiesAreEnough() {
        assertThatCode(() -> Privileges.checkCapabilities(List.of("Name:\tjava", "CapEff:\t0000000000003000")))
                .doesNotThrowAnyException();
        assertThatCode(() -> Privileges.checkCapabilities(List.of("CapEff:\tffffffffffffffff")))
                .doesNotThrowAnyException();
    }

    @Test
    void refusalNamesWhatIsMissingAndHowToGrantIt() {
        assertThatThrownBy(() -> Privileges.checkCapabilities(List.of("CapEff:\t0000000000000000")))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("lacks CAP_NET_RAW and CAP_NET_ADMIN")
                .hasMessageContaining("AmbientCapabilities=CAP_NET_RAW CAP_NET_ADMIN")
                .hasMessageContaining("--cap-add NET_RAW --cap-add NET_ADMIN")
                .hasMessageContaining("root")
                .hasMessageContaining("vipd doctor");
        assertThatThrownBy(() -> Privileges.checkCapabilities(List.of("CapEff:\t0000000000001000")))
                .hasMessageContaining("lacks CAP_NET_RAW,");
        assertThatThrownBy(() -> Privileges.checkCapabilities(List.of("CapEff:\t0000000000002000")))
                .hasMessageContaining("lacks CAP_NET_ADMIN,");
    }

    @Test
    void unknownErrorNumbersAreShownAsNumbers() {
        assertThat(Errno.text(19)).isEqualTo("ENODEV No such device");
        assertThat(Errno.text(4000)).isEqualTo("errno 4000");
    }
}
