/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.PeerWatch;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.driver.PeerLines.Subject;
import io.vip4j.event.VipState;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.simulation.SimulatedNode;
import io.vip4j.spi.PeerLinks;
import io.vip4j.spi.VipPlatform;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Vrid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What others than routers can do to the watch: host x speaks to a router, or plays one. */
final class PeerStrangersTest {

    private static final int PORT = PeerWatch.DEFAULT_PORT;
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final String HELLO = "vip4j-watch 1 ipv4 10";

    private final SimulatedLan lan = SimulatedLan.virtualTime(1);
    private final HostBench a = new HostBench(lan, "a");
    private final SimulatedNode x = lan.node("x");
    private final VipPlatform stranger = x.platform();

    private static VirtualRouterConfig router(int priority) {
        return HostBench.router("web", 10, "198.51.100.222/24")
                .priority(priority)
                .peerWatch(PeerWatch.onDefaultPort())
                .build();
    }

    private void startAlone() {
        a.apply(router(100));
        lan.run(Duration.ofSeconds(5));
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
    }

    private Correspondent call(String... lines) {
        Correspondent caller = new Correspondent(false);
        PeerLinks.Link link = stranger.peerLinks().connect("eth0", x.address(), a.node.address(), PORT, LIMIT, caller);
        caller.links.add(link);
        lan.run(Duration.ofMillis(1));
        for (String line : lines) {
            link.send(line);
        }
        lan.run(Duration.ofMillis(1));
        return caller;
    }

    @Test
    void routerIsGreeted() {
        startAlone();
        assertThat(call(HELLO).heard).containsExactly("connected", "ok 2350");
    }

    @Test
    void otherWordsEndTheConnection() {
        startAlone();
        for (String word :
                List.of("GET / HTTP/1.0", "", "vip4j-watch 2 ipv4 10", HELLO + " ", "vip4j-watch 1 ipv4 256")) {
            assertThat(call(word).heard).as(word).containsExactly("connected", "CLOSED");
        }
    }

    @Test
    void anythingAfterTheFirstLineEndsTheConnection() {
        startAlone();
        assertThat(call(HELLO, HELLO).heard).containsExactly("connected", "ok 2350", "CLOSED");
    }

    @Test
    void virtualRouterThatIsNotHereIsDeclined() {
        startAlone();
        assertThat(call("vip4j-watch 1 ipv4 11").heard)
                .containsExactly("connected", "no no such virtual router", "CLOSED");
        assertThat(call("vip4j-watch 1 ipv6 10").heard)
                .containsExactly("connected", "no no such virtual router", "CLOSED");
    }

    @Test
    void backupIsNotWatched() {
        a.apply(router(100));
        lan.run(Duration.ofSeconds(1));
        assertThat(call(HELLO).heard).containsExactly("connected", "no not Active", "CLOSED");
    }

    @Test
    void whoeverSaysNothingIsSentAwayAfterTwoSeconds() {
        startAlone();
        Correspondent silent = call();
        lan.run(Duration.ofMillis(1990));
        assertThat(silent.heard).containsExactly("connected");
        lan.run(Duration.ofMillis(10));
        assertThat(silent.heard).containsExactly("connected", "CLOSED");
    }

    @Test
    void secondConnectionOfOneAddressReplacesTheFirst() {
        startAlone();
        Correspondent first = call(HELLO);
        Correspondent second = call(HELLO);
        assertThat(first.heard).containsExactly("connected", "ok 2350", "bye", "CLOSED");
        assertThat(second.heard).containsExactly("connected", "ok 2350");
    }

    @Test
    void watcherIsToldWhenTheRoleGoes() {
        startAlone();
        Correspondent caller = call(HELLO);
        a.health("web", "proxy", false);
        lan.run(Duration.ofMillis(1));
        assertThat(caller.heard).containsExactly("connected", "ok 2350", "bye", "CLOSED");
    }

    @Test
    void floodOfOneAddressIsBounded() {
        startAlone();
        List<Correspondent> callers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            callers.add(call());
        }
        assertThat(callers)
                .filteredOn(caller -> caller.heard.equals(List.of("connected")))
                .hasSize(PeerGreeter.MOST_UNNAMED_OF_ONE);
        lan.run(Duration.ofSeconds(2));
        assertThat(callers).allSatisfy(caller -> assertThat(caller.heard).containsExactly("connected", "CLOSED"));
        assertThat(call(HELLO).heard).containsExactly("connected", "ok 2350");
    }

    @Test
    void floodOfManyAddressesIsBoundedAndCounted() {
        Subject subject = new Subject(AddressFamily.IPV4, new Vrid(10));
        PeerGreeter greeter = new PeerGreeter(a.platform, new Place("eth0", a.node.address()), PORT);
        greeter.add(subject, new PeerGreeter.Watched() {
            @Override
            public boolean isActive() {
                return true;
            }

            @Override
            public OptionalLong lingerMillis() {
                return OptionalLong.empty();
            }

            @Override
            public void listening(Optional<String> problem) {
                assertThat(problem).isEmpty();
            }
        });
        PeerLinks.Link nowhere = new PeerLinks.Link() {
            @Override
            public void send(String line) {
                // Nobody hears it.
            }

            @Override
            public void close() {
                // Nobody hears it.
            }
        };
        for (int i = 0; i < 200; i++) {
            greeter.accepted(IpAddress.ofIpv4(0xC6336400 + i), nowhere);
        }
        assertThat(greeter.connections()).isEqualTo(PeerGreeter.MOST_UNNAMED);
        assertThat(greeter.sentAway()).isEqualTo(200 - PeerGreeter.MOST_UNNAMED);
        lan.run(Duration.ofSeconds(2));
        assertThat(greeter.connections()).isZero();
        for (int i = 0; i < 200; i++) {
            greeter.accepted(IpAddress.ofIpv4(0xC6336400 + i), nowhere).line(HELLO);
        }
        assertThat(greeter.connections()).isEqualTo(PeerGreeter.MOST_WATCHERS);
        greeter.close();
        assertThat(greeter.connections()).isZero();
        assertThat(a.platform.armedAlarms()).isZero();
    }

    /** A router a is Backup of x, which advertises and whose process is played by a correspondent. */
    private Correspondent playActive(boolean hangsUp, String... answers) {
        Correspondent played = new Correspondent(hangsUp, answers);
        stranger.peerLinks().listen("eth0", x.address(), PORT, played);
        a.apply(router(100));
        return played;
    }

    private void advertise(int seconds) {
        for (int i = 0; i < seconds; i++) {
            a.platform.inject(x.address(), 255, Adverts.of(x.address(), 10, 200, "198.51.100.222"));
            lan.run(Duration.ofSeconds(1));
        }
        assertThat(a.elector("web").status().transitions()).hasSize(1);
    }

    @Test
    void peerThatHangsUpAgainAndAgainIsAskedLessAndLess() {
        Correspondent played = playActive(true, "ok 0");
        advertise(600);
        assertThat(played.heard.stream().filter(HELLO::equals)).hasSizeBetween(10, 40);
    }

    @Test
    void peerThatSaysNothingIsAskedLessAndLess() {
        Correspondent played = playActive(false);
        advertise(600);
        assertThat(played.heard.stream().filter(HELLO::equals)).hasSizeBetween(10, 20);
    }

    @Test
    void peerThatSaysWhatNoRouterSaysIsAskedLessAndLess() {
        Correspondent played = playActive(false, "ok 0", "ok 0");
        advertise(600);
        assertThat(played.heard.stream().filter(HELLO::equals)).hasSizeBetween(10, 20);
    }

    @Test
    void deathThatThePeerHasSaidGoodbyeBeforeIsNone() {
        playActive(false, "ok 0", "bye");
        advertise(5);
        x.kill();
        advertise(5);
    }

    @Test
    void connectionThatEndsWhileTheProcessLivesIsMadeAnew() {
        Correspondent played = playActive(false, "ok 0");
        advertise(5);
        assertThat(a.elector("web").status().activeWatched()).isTrue();
        played.links.get(0).close();
        advertise(1);
        assertThat(a.elector("web").status().activeWatched()).isTrue();
        assertThat(played.links).hasSize(2);
    }

    @Test
    void routersThatAreActiveInTurnsCauseOneConnectionASecond() {
        playActive(false, "ok 0");
        IpAddress other = IpAddress.parse("198.51.100.9");
        for (int i = 0; i < 1000; i++) {
            IpAddress source = i % 2 == 0 ? x.address() : other;
            a.platform.inject(source, 255, Adverts.of(source, 10, 200, "198.51.100.222"));
            lan.run(Duration.ofMillis(10));
        }
        assertThat(a.platform.connects()).isLessThanOrEqualTo(11);
    }

    @Test
    void linesAreReadAsTheyAreWritten() {
        Subject subject = new Subject(AddressFamily.IPV6, new Vrid(255));
        assertThat(PeerLines.readHello(PeerLines.hello(subject))).contains(subject);
        for (OptionalLong millis : List.of(OptionalLong.of(0), OptionalLong.of(3_600_350), OptionalLong.empty())) {
            assertThat(PeerLines.readOk(PeerLines.ok(millis))).contains(new PeerLines.Lingers(millis));
            assertThat(PeerLines.readLinger(PeerLines.linger(millis))).contains(new PeerLines.Lingers(millis));
        }
        for (String bad : List.of("ok", "ok ", "ok -1", "ok 12345678", "ok ٣", "ok 1 ", "OK 1", "linger 1")) {
            assertThat(PeerLines.readOk(bad)).as(bad).isEmpty();
        }
    }
}
