/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static io.vip4j.driver.HostBench.router;
import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.ReleaseProfile;
import io.vip4j.event.VipState;
import io.vip4j.spi.PlatformException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What goes in which order when a router gives its role away. */
class ReleaseTest {

    private static final ReleaseProfile BREAKING = ReleaseProfile.DEFAULT.breakConnections(true);
    private static final String ADDRESS = "198.51.100.221";

    private final HostBench a = new HostBench();

    private void becomeActive(ReleaseProfile release, String... addresses) {
        a.apply(router("web", 10, addresses).release(release).build());
        a.runSeconds(5);
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        a.words.clear();
    }

    @Test
    void connectionsAreResetBeforeTheAddressesGo() {
        becomeActive(BREAKING, ADDRESS, "198.51.100.222");

        a.apply();

        assertThat(a.words).containsExactly("break(2)", "unbind", "|", "advertise(0)");
    }

    @Test
    void connectionsAreResetWhenACheckFailsToo() {
        becomeActive(BREAKING, ADDRESS);

        a.health("web", "app", false);

        assertThat(a.words).containsExactly("break(1)", "unbind", "|", "advertise(0)");
    }

    @Test
    void connectionsStayIfThatIsTheSettingAndWhenAnAddressOnlyMoves() {
        becomeActive(ReleaseProfile.DEFAULT, ADDRESS);
        a.apply();
        assertThat(a.words).containsExactly("unbind", "|", "advertise(0)");

        becomeActive(BREAKING, ADDRESS);
        a.apply(router("web", 10, ADDRESS, "198.51.100.222").release(BREAKING).build());
        a.apply(router("web", 10, ADDRESS).release(BREAKING).build());
        assertThat(a.words).contains("unbind").doesNotContain("break(1)");
    }

    @Test
    void settingChangesWhileTheRouterIsActive() {
        becomeActive(ReleaseProfile.DEFAULT, ADDRESS);
        a.apply(router("web", 10, ADDRESS).release(BREAKING.goodbyes(2)).build());
        a.words.clear();

        a.apply();

        assertThat(a.words).containsExactly("break(1)", "unbind", "|", "advertise(0)", "advertise(0)");
    }

    @Test
    void resetThatNeverEndsOrFailsDelaysNothingAndIsToldOnce() {
        a.platform.connections(addresses -> new CompletableFuture<>());
        becomeActive(BREAKING, ADDRESS);
        a.apply();
        assertThat(a.words).containsExactly("break(1)", "unbind", "|", "advertise(0)");

        a.platform.connections(addresses -> {
            throw new PlatformException("SOCK_DESTROY: EOPNOTSUPP");
        });
        try (LogCapture log = new LogCapture(ElectorDriver.class)) {
            becomeActive(BREAKING, ADDRESS);
            for (int i = 0; i < 3; i++) {
                a.health("web", "app", false);
                a.health("web", "app", true);
                a.runSeconds(5);
            }
            assertThat(log.lines())
                    .containsExactly(
                            "vip router=web vrid=10 if=eth0 connections are not reset: SOCK_DESTROY: EOPNOTSUPP");
        }
    }

    @Test
    void asManyGoodbyesAsAreWantedGoBackToBack() {
        becomeActive(ReleaseProfile.DEFAULT.goodbyes(3), ADDRESS);

        a.health("web", "app", false);

        assertThat(a.words).containsExactly("unbind", "|", "advertise(0)", "advertise(0)", "advertise(0)");
    }
}
