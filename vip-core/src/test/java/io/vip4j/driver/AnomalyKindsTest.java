/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static io.vip4j.driver.AnomalyBench.VIP;
import static io.vip4j.driver.AnomalyBench.router;
import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.Anomaly;
import io.vip4j.event.AnomalyEvent;
import io.vip4j.event.AnomalyKind;
import io.vip4j.event.VipState;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.ChecksumForm;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.Vrid;
import io.vip4j.vrrp.VrrpVersion;
import io.vip4j.wire.Advertisement;
import io.vip4j.wire.AdvertisementCodec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where each kind of anomaly comes from, when it begins and when it ends. */
class AnomalyKindsTest {

    private static final IpAddress STRANGER = IpAddress.parse("198.51.100.99");

    private final List<String> told = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final AnomalyBench bench = new AnomalyBench(this::hear);
    private final SimulatedLan lan = bench.lan;
    private final List<String> words = bench.words;

    private void hear(AnomalyEvent event) {
        told.add((event.began() ? "+" : "-") + event.anomaly().kind());
        texts.add(event.anomaly().text());
    }

    private void inject(IpAddress source, int priority, int vrid) {
        Advertisement advertisement = new Advertisement(
                VrrpVersion.V3,
                new Vrid(vrid),
                new Priority(priority),
                AdvertisementInterval.DEFAULT,
                List.of(VIP),
                Advertisement.Authentication.NONE);
        ByteBuffer buffer = ByteBuffer.allocate(AdvertisementCodec.encodedLength(advertisement));
        IpAddress group = VIP.family().vrrpGroup();
        AdvertisementCodec.encode(advertisement, ChecksumForm.PSEUDO_HEADER, source, group, buffer);
        bench.platform.inject(source, 255, Arrays.copyOf(buffer.array(), buffer.position()));
    }

    @Test
    void takeBackInGoodOrderIsNoAnomalyOnEitherSide() {
        bench.start(router(200));
        bench.run(3); // Not yet Active.
        bench.startPeer(router(250));
        bench.run(20);
        assertThat(told).isEmpty();
        lan.node("b").kill();
        bench.run(20);
        bench.startPeer(router(100));
        bench.run(20);
        assertThat(told).isEmpty();
    }

    @Test
    void routerThatDoesNotHearUsIsASecondActiveOne() {
        ElectorDriver web = bench.start(router(200));
        bench.startPeer(router(100));
        bench.run(10);
        assertThat(told).isEmpty();
        lan.cut("a", "b");
        bench.run(30);
        assertThat(told).first().isEqualTo("+TWO_ACTIVE");
        assertThat(texts.get(0)).startsWith("198.51.100.2 with priority 100 is Active too");
        assertThat(web.status().anomalies()).anySatisfy(anomaly -> {
            assertThat(anomaly.kind()).isEqualTo(AnomalyKind.TWO_ACTIVE);
            assertThat(anomaly.subject()).isEqualTo("198.51.100.2");
            assertThat(anomaly.count()).isGreaterThan(20);
        });
        lan.heal();
        bench.run(9);
        assertThat(told).doesNotContain("-TWO_ACTIVE");
        bench.run(3);
        assertThat(told).contains("-TWO_ACTIVE");
        assertThat(web.status().anomalies()).isEmpty();
    }

    @Test
    void secondActiveOneIsOverWhenTheRoleIsLost() {
        bench.start(router(200));
        bench.run(10);
        inject(STRANGER, 100, 10);
        assertThat(told).containsExactly("+TWO_ACTIVE");
        inject(STRANGER, 250, 10);
        assertThat(told).containsExactly("+TWO_ACTIVE", "-TWO_ACTIVE");
    }

    @Test
    void secondOwner() {
        bench.start(router(255));
        bench.run(10);
        inject(IpAddress.parse("198.51.100.0"), 255, 10); // Lower than ours, so that we stay.
        assertThat(told).containsExactly("+TWO_ACTIVE", "+TWO_OWNERS");
        bench.run(10);
        assertThat(told).contains("-TWO_OWNERS");
    }

    @Test
    void otherAddressesAreToldWithTheirDifferenceAndEndWhenTheyAreEqual() {
        bench.start(router(100).address("198.51.100.223/24"));
        bench.startPeer(router(200).address("198.51.100.224/24"));
        bench.run(20);
        assertThat(told).containsExactly("+ADDRESS_LIST_DIFFERS");
        assertThat(texts.get(0))
                .startsWith("198.51.100.2 advertises other addresses: only there [198.51.100.224], only here"
                        + " [198.51.100.223]; ")
                .contains("keepalived up to 2.3.2");
    }

    @Test
    void orderOfAddressesHasNoMeaning() {
        bench.start(router(100).address("198.51.100.223/24"));
        bench.startPeer(VirtualRouterConfig.builder("web")
                .networkInterface("eth0")
                .vrid(10)
                .priority(200)
                .address("198.51.100.223/24")
                .address(VIP + "/24"));
        bench.run(20);
        assertThat(told).isEmpty();
    }

    @Test
    void otherInterval() {
        bench.start(router(100).advertisementInterval(Duration.ofSeconds(2)));
        bench.startPeer(router(200));
        bench.run(50);
        assertThat(told).containsExactly("+INTERVAL_DIFFERS");
        assertThat(texts.get(0)).startsWith("198.51.100.2 advertises every 100 cs, we every 200 cs");
        lan.node("b").kill();
        bench.run(11);
        assertThat(told).containsExactly("+INTERVAL_DIFFERS", "-INTERVAL_DIFFERS");
    }

    @Test
    void otherVersionIsToldAndChangesNothingElse() {
        ElectorDriver web = bench.start(router(100));
        bench.startPeer(router(200).version(VrrpVersion.V2));
        bench.run(35); // Both are Active: neither hears the other.
        assertThat(web.state()).isEqualTo(VipState.ACTIVE);
        assertThat(told).first().isEqualTo("+SETTINGS_DIFFER");
        assertThat(texts.get(0)).contains("198.51.100.2 uses VRID 10 and is not heard: it speaks VRRPv2, we VRRPv3");
        assertThat(told)
                .as("a discarded one is no peer")
                .contains("+NO_PEER_HEARD")
                .doesNotContain("+TWO_ACTIVE");
        assertThat(told).doesNotContain("-SETTINGS_DIFFER");
    }

    @Test
    void otherPasswordAndNoPasswordAndOtherInterval() {
        bench.start(router(100).version(VrrpVersion.V2).password("secret"));
        bench.startPeer(router(200).version(VrrpVersion.V2).password("other"));
        bench.run(5);
        assertThat(texts.get(0))
                .contains("its password is another one (password)")
                .doesNotContain("secret");
        lan.node("b").kill();
        bench.run(15);
        bench.startPeer(router(200).version(VrrpVersion.V2));
        bench.run(5);
        assertThat(texts).anyMatch(text -> text.contains("it has no simple text password, we have one"));
        lan.node("b").kill();
        bench.run(15);
        bench.startPeer(
                router(200).version(VrrpVersion.V2).password("secret").advertisementInterval(Duration.ofSeconds(2)));
        bench.run(8);
        assertThat(texts).anyMatch(text -> text.contains("with VRRPv2 its interval must be ours"));
    }

    @Test
    void floodOfSecondActiveRoutersIsBounded() {
        ElectorDriver web = bench.start(router(200));
        bench.run(10);
        for (int i = 0; i < 10_000; i++) {
            inject(IpAddress.ofIpv4(0x0A000000 + i), 50, 10);
        }
        bench.run(1);
        assertThat(web.status().anomalies()).hasSize(Anomalies.TOLD_AT_ONCE + 1);
        assertThat(told).hasSize(Anomalies.TOLD_AT_ONCE + 1);
        assertThat(web.state()).isEqualTo(VipState.ACTIVE);
    }

    @Test
    void foreignVirtualRouterIsToldByOneRouterOfTheSegment() {
        bench.start(router(200));
        ElectorDriver mail = bench.start(VirtualRouterConfig.builder("mail")
                .networkInterface("eth0")
                .vrid(11)
                .priority(200)
                .address("198.51.100.223/24"));
        bench.run(5);
        for (int i = 0; i < 5; i++) {
            inject(STRANGER, 100, 51);
            bench.run(1);
        }
        assertThat(told).containsExactly("+UNKNOWN_VRID");
        assertThat(texts.get(0)).startsWith("VRID 51 is in use on the segment, by 198.51.100.99 with priority 100");
        assertThat(mail.status().anomalies()).isEmpty();
        bench.run(10);
        assertThat(told).containsExactly("+UNKNOWN_VRID", "-UNKNOWN_VRID");
    }

    @Test
    void loneRouterIsToldOnceAndItEndsWithTheFirstPeer() {
        ElectorDriver web = bench.start(router(200));
        lan.run(Duration.ofNanos(3_218_750_000L + PeerAnomalies.LONELY_NANOS - 1));
        assertThat(told).isEmpty();
        lan.run(Duration.ofNanos(1));
        assertThat(told).containsExactly("+NO_PEER_HEARD");
        assertThat(texts.get(0)).contains("fine for a router that is alone", "IP protocol 112", "snooping");
        bench.run(3600);
        assertThat(web.status().anomalies()).extracting(Anomaly::kind).containsExactly(AnomalyKind.NO_PEER_HEARD);
        inject(STRANGER, 0, 10);
        assertThat(told).containsExactly("+NO_PEER_HEARD", "-NO_PEER_HEARD");
        bench.run(3600);
        assertThat(told).hasSize(2);
    }

    @Test
    void duplicateAddressIsToldAndDefendedOnceInTenSeconds() {
        bench.start(router(200));
        inject(STRANGER, 50, 10); // So that it has heard somebody.
        lan.run(Duration.ofNanos(3_218_750_000L));
        lan.claim(VIP, "02:00:00:00:00:99"); // The last frame of the former Active router.
        bench.run(2);
        assertThat(told).isEmpty();
        words.clear();
        for (int i = 0; i < 20; i++) {
            lan.claim(VIP, "02:00:00:00:00:99");
            lan.claim(STRANGER, "02:00:00:00:00:99");
            bench.run(1);
        }
        assertThat(told).containsExactly("+DUPLICATE_ADDRESS");
        assertThat(texts.get(0)).startsWith("station 02:00:00:00:00:99 on eth0 uses 198.51.100.222");
        assertThat(words).filteredOn("announce"::equals).hasSize(2);
        bench.run(10);
        assertThat(told).containsExactly("+DUPLICATE_ADDRESS", "-DUPLICATE_ADDRESS");
    }

    @Test
    void lowerRouterThatIsAboutToYieldDefendsNothing() {
        bench.start(router(200));
        bench.run(10);
        words.clear();
        lan.claim(VIP, "02:00:00:00:00:99");
        lan.run(Duration.ofMillis(1));
        inject(STRANGER, 250, 10);
        bench.run(3);
        assertThat(words).doesNotContain("announce");
        assertThat(told).containsExactly("+DUPLICATE_ADDRESS", "-DUPLICATE_ADDRESS");
    }

    @Test
    void addressThatOthersMayUseIsNoAnomalyOfABackup() {
        bench.startPeer(router(250));
        bench.run(4);
        bench.start(router(200));
        lan.claim(VIP, "02:00:00:00:00:99");
        bench.run(20);
        assertThat(told).isEmpty();
    }

    @Test
    void platformThatFailsIsToldUntilItWorks() {
        bench.start(router(200));
        bench.run(4);
        lan.node("a").failSends("ENETUNREACH");
        bench.run(5);
        lan.node("a").letSendsSucceed();
        bench.run(2);
        assertThat(told).containsExactly("+CANNOT_SEND", "-CANNOT_SEND");
        assertThat(texts.get(0)).contains("ENETUNREACH");
        told.clear();
        lan.node("a").removeAddress(VIP);
        bench.run(1);
        assertThat(told).containsExactly("+ADDRESS_REMOVED");
    }

    @Test
    void bindThatFailsIsToldUntilOneSucceeds() {
        ElectorDriver web = bench.start(router(200));
        lan.node("a").failBinds("EPERM");
        bench.run(30);
        assertThat(told).containsExactly("+CANNOT_BIND");
        assertThat(texts.get(0)).contains("EPERM");
        lan.node("a").letBindsSucceed();
        bench.run(120);
        assertThat(web.state()).isEqualTo(VipState.ACTIVE);
        assertThat(told).startsWith("+CANNOT_BIND", "-CANNOT_BIND");
    }
}
