/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.properties;

import io.vip4j.config.AddressLease;
import io.vip4j.config.AnnouncementProfile;
import io.vip4j.config.Contest;
import io.vip4j.config.PeerWatch;
import io.vip4j.config.Preemption;
import io.vip4j.config.ReleaseProfile;
import io.vip4j.config.Timing;
import io.vip4j.config.Transport;
import io.vip4j.config.VirtualMac;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/** Makes a virtual router of its properties. Decides nothing: the values are judged by the configuration's own types. */
final class VirtualRouterReader {

    private final CheckReader checks;

    VirtualRouterReader(CheckReader checks) {
        this.checks = checks;
    }

    VirtualRouterConfig read(PropertyPath path, RouterProperties given) {
        VirtualRouterConfig.Builder router = VirtualRouterConfig.builder(path.required("name", given.name()));
        path.required("network-interface", given.networkInterface());
        path.required("vrid", given.vrid());
        if (given.addresses().isEmpty() && given.family() == null) {
            throw path.child("addresses")
                    .refused("must have an entry; for an election without an address say so by giving the family");
        }
        path.read("network-interface", given.networkInterface(), router::networkInterface);
        path.read("vrid", given.vrid(), router::vrid);
        path.read("priority", given.priority(), router::priority);
        path.readEach("addresses", given.addresses(), router::address);
        path.readEach("excluded-addresses", given.excludedAddresses(), router::excludedAddress);
        readProtocol(path, given, router);
        readBehaviour(path, given, router);
        checks.read(path, given.checks())
                .forEach(check -> router.check(check.name(), check.check(), check.onFailure()));
        TrackedReader.read(path, given.trackedInterfaces())
                .forEach(link -> router.trackInterface(link.name(), link.onFailure()));
        path.read("tracks-own-interface", given.tracksOwnInterface(), router::tracksOwnInterface);
        path.read("keep-when-all-bad", given.keepWhenAllBad(), router::keepWhenAllBad);
        return path.checkedTogether(RouterProperties.class, router::build);
    }

    private static void readProtocol(PropertyPath path, RouterProperties given, VirtualRouterConfig.Builder router) {
        path.read("family", given.family(), router::family);
        path.read("version", given.version(), router::version);
        path.read("also-version2", given.alsoVersion2(), router::alsoVersion2);
        path.read("advertisement-interval", given.advertisementInterval(), router::advertisementInterval);
        path.read(
                "multicast-group",
                given.multicastGroup(),
                group -> router.transport(new Transport.Multicast(Optional.of(IpAddress.parse(group)))));
        if (given.multicastGroup() != null && given.unicast() != null) {
            throw path.child("multicast-group").refused("must be absent with unicast");
        }
        if (given.unicast() != null) {
            router.transport(unicast(path.child("unicast"), given.unicast()));
        }
        path.read("source-address", given.sourceAddress(), address -> router.sourceAddress(IpAddress.parse(address)));
        path.read("password", given.password(), password -> router.password(password.value()));
        path.read("checksum", given.checksum(), router::checksum);
        RouterProperties.OwnMac mac = given.virtualMac();
        if (mac != null && mac.enabled()) {
            path.read(
                    "virtual-mac",
                    mac,
                    m -> router.virtualMac(
                            new VirtualMac(Optional.ofNullable(m.networkInterface()), m.advertiseFromBase())));
        }
    }

    private static void readBehaviour(PropertyPath path, RouterProperties given, VirtualRouterConfig.Builder router) {
        path.read(
                "preemption",
                given.preemption(),
                preempt -> router.preemption(
                        new Preemption(orElse(preempt.enabled(), true), orElse(preempt.delay(), Duration.ZERO))));
        path.read("timing", given.timing(), times -> router.timing(timing(times)));
        path.read(
                "contest",
                given.contest(),
                contest -> router.contest(new Contest(
                        orElse(contest.answersLower(), Contest.DEFAULT.answersLower()),
                        orElse(contest.speaksBeforeYielding(), Contest.DEFAULT.speaksBeforeYielding()))));
        path.read("announcements", given.announcements(), profile -> router.announcements(announcements(profile)));
        path.read("lease", given.lease(), lease -> router.lease(lease(lease)));
        path.read("binding", given.binding(), router::binding);
        path.read("gate", given.gate(), router::gate);
        path.read(
                "release",
                given.release(),
                release -> router.release(new ReleaseProfile(
                        orElse(release.drain(), ReleaseProfile.DEFAULT.drain()),
                        orElse(release.breakConnections(), ReleaseProfile.DEFAULT.breakConnections()),
                        orElse(release.goodbyes(), ReleaseProfile.DEFAULT.goodbyes()))));
        RouterProperties.Watch watch = given.peerWatch();
        if (watch != null && watch.enabled()) {
            path.child("peer-watch")
                    .read(
                            "port",
                            orElse(watch.port(), PeerWatch.DEFAULT_PORT),
                            port -> router.peerWatch(new PeerWatch(port)));
        }
    }

    private static Transport unicast(PropertyPath path, RouterProperties.Peers given) {
        List<Transport.Peer> peers = new java.util.ArrayList<>();
        path.readEach("peers", given.peers(), peer -> peers.add(Transport.Peer.of(IpAddress.parse(peer))));
        return path.checked(
                () -> new Transport.Unicast(peers, orElse(given.timeToLive(), 255), orElse(given.onlyPeers(), true)));
    }

    private static Timing timing(RouterProperties.Times given) {
        Timing usual = Timing.DEFAULT;
        return new Timing(
                orElse(given.downAdvertisements(), usual.downAdvertisements()),
                orElse(given.startupDelay(), usual.startupDelay()),
                orElse(given.linkUpDelay(), usual.linkUpDelay()),
                orElse(given.linkDownDelay(), usual.linkDownDelay()),
                orElse(given.learnedIntervalFloor(), usual.learnedIntervalFloor()),
                orElse(given.peerMemory(), usual.peerMemory()));
    }

    private static AnnouncementProfile announcements(AnnouncementProperties given) {
        AnnouncementProfile usual = AnnouncementProfile.DEFAULT;
        return new AnnouncementProfile(
                orElse(given.burst(), usual.burst()),
                orElse(given.secondBurstAfter(), usual.secondBurstAfter()),
                orElse(given.contestedBurst(), usual.contestedBurst()),
                orElse(given.contestedSecondBurstAfter(), usual.contestedSecondBurstAfter()),
                orElse(given.refreshEvery(), usual.refreshEvery()),
                orElse(given.refreshBurst(), usual.refreshBurst()),
                orElse(given.spacing(), usual.spacing()),
                orElse(given.form(), usual.form()),
                Optional.ofNullable(given.gateway()).map(IpAddress::parse));
    }

    private static AddressLease lease(String text) {
        if (text.equalsIgnoreCase("auto")) {
            return AddressLease.auto();
        }
        // YAML reads a bare off as false.
        if (text.equalsIgnoreCase("off") || text.equals("false")) {
            return AddressLease.off();
        }
        try {
            return AddressLease.of(DurationStyle.detectAndParse(text));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            if (e instanceof ConfigurationException refused) {
                throw refused;
            }
            throw new ConfigurationException("lease must be auto, off or whole seconds such as 3s: '" + text + "'");
        }
    }

    private static <T> T orElse(@Nullable T value, T other) {
        return value == null ? other : value;
    }
}
