/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.embedded;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.event.Transition;
import io.vip4j.event.VipListener;
import io.vip4j.event.VipState;
import io.vip4j.spi.PlatformException;
import io.vip4j.testkit.VipLab;
import io.vip4j.testkit.VipTest;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

@VipTest
class JettyVipTest {

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final List<String> seen = new ArrayList<>();

    JettyVipTest() {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
    }

    private VipListener listener() {
        return transition -> seen.add(words(transition));
    }

    private String words(Transition transition) {
        return transition.to() + (connector.isOpen() ? ", listening" : ", deaf");
    }

    @VipTest
    void theAddressIsClaimedAndGivenAwayWhileTheServerListens(VipLab lab) throws Exception {
        lab.start("b", VipLab.router(100).build());
        server.addEventListener(new JettyVip(
                () -> lab.node("a").simulated().platform(), VipLab.router(200).build(), listener()));
        lab.expectOwners(VipLab.ADDRESS).now();

        server.start();
        lab.expectOwners(VipLab.ADDRESS, "a").within(ofSeconds(4));
        server.stop();
        lab.expectOwners(VipLab.ADDRESS).within(ofMillis(1));
        lab.expectOwners(VipLab.ADDRESS, "b").within(ofSeconds(1));
        assertThat(seen)
                .containsExactly(
                        VipState.BACKUP + ", listening",
                        VipState.ACTIVE + ", listening",
                        VipState.INITIALIZE + ", listening");
    }

    @VipTest
    void aServerThatIsStartedAgainTakesPartAgain(VipLab lab) throws Exception {
        server.addEventListener(new JettyVip(
                () -> lab.node("a").simulated().platform(), VipLab.router(200).build()));
        server.start();
        server.stop();
        server.start();
        lab.expectOwners(VipLab.ADDRESS, "a").within(ofSeconds(4));
        server.stop();
        lab.expectOwners(VipLab.ADDRESS).within(ofMillis(1));
    }

    @VipTest
    void aServerThatCannotHaveItsAddressFailsToStart(VipLab lab) throws Exception {
        server.addEventListener(new JettyVip(
                () -> lab.node("a").simulated().platform(),
                VipLab.router(200).networkInterface("eth9").build()));
        assertThatThrownBy(server::start).isInstanceOf(PlatformException.class).hasMessageContaining("eth9");
        assertThat(server.isFailed()).isTrue();
        server.stop();
        assertThat(connector.isOpen()).isFalse();
    }
}
