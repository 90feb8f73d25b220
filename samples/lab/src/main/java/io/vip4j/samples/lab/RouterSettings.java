/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.Timers;
import io.vip4j.vrrp.VrrpVersion;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One virtual router on eth0, written as the keepalived.conf that both daemons read.
 *
 * @param vrid 1..255
 * @param password sent in clear text by VRRPv2; VRRPv3 has none
 * @param addresses the virtual addresses with their prefix lengths, all of one family; the first one of IPv6 is
 *     link-local; none means an election without an address
 * @param unicast who talks to whom; empty means multicast
 * @param extraLines further lines of the instance, for example {@code nopreempt}
 */
public record RouterSettings(
        VrrpVersion version,
        int vrid,
        Priority priority,
        AdvertisementInterval advertisementInterval,
        Optional<String> password,
        List<String> addresses,
        Optional<Unicast> unicast,
        List<String> extraLines) {

    /** The virtual router id of the lab, that of the tutorial. */
    public static final int VRID = 10;

    /** The virtual address of the tests. */
    public static final String ADDRESS = "198.51.100.10";

    /** The virtual address of the tests with IPv6, after the link-local one. */
    public static final String ADDRESS_V6 = "2001:db8::10";

    /** The first virtual address of the tests with IPv6 (RFC 9568 5.2.9: link-local). */
    public static final String LINK_LOCAL_V6 = "fe80::10";

    /** Advertisements are sent to each peer instead of the group. */
    public record Unicast(String source, List<String> peers) {

        /** Copies the list. */
        public Unicast {
            peers = List.copyOf(peers);
        }
    }

    /** Checks that the version can say the interval and the password. */
    public RouterSettings {
        advertisementInterval.requireValidFor(version);
        if (version == VrrpVersion.V3 && password.isPresent()) {
            throw new LabException("VRRPv3 has no password: " + password.get());
        }
        addresses = List.copyOf(addresses);
        extraLines = List.copyOf(extraLines);
        if (addresses.stream().map(RouterSettings::isIpv6).distinct().count() > 1) {
            throw new LabException("the addresses of a virtual router are of one family: " + addresses);
        }
        if (version == VrrpVersion.V2 && addresses.stream().anyMatch(RouterSettings::isIpv6)) {
            throw new LabException("VRRPv2 has no IPv6: " + addresses);
        }
    }

    /** VRRPv2 with the tutorial's password and one advertisement a second. */
    public static RouterSettings v2(int priority) {
        return of(VrrpVersion.V2, priority, AdvertisementInterval.DEFAULT, Optional.of("1234"), ADDRESS + "/24");
    }

    /** VRRPv3 for IPv4 at an interval. */
    public static RouterSettings v3(int priority, Duration interval) {
        return of(VrrpVersion.V3, priority, AdvertisementInterval.of(interval), Optional.empty(), ADDRESS + "/24");
    }

    /** VRRPv3 for IPv6 at an interval. */
    public static RouterSettings v6(int priority, Duration interval) {
        return of(
                VrrpVersion.V3,
                priority,
                AdvertisementInterval.of(interval),
                Optional.empty(),
                LINK_LOCAL_V6 + "/64",
                ADDRESS_V6 + "/64");
    }

    private static RouterSettings of(
            VrrpVersion version,
            int priority,
            AdvertisementInterval interval,
            Optional<String> password,
            String... addresses) {
        return new RouterSettings(
                version,
                VRID,
                new Priority(priority),
                interval,
                password,
                List.of(addresses),
                Optional.empty(),
                List.of());
    }

    private static boolean isIpv6(String address) {
        return address.contains(":");
    }

    /** Whether the virtual router is one of IPv6. */
    public boolean isIpv6() {
        return !addresses.isEmpty() && isIpv6(addresses.get(0));
    }

    /** The virtual addresses without their prefix lengths, in order. */
    public List<String> bareAddresses() {
        return addresses.stream()
                .map(address -> address.substring(0, address.indexOf('/')))
                .toList();
    }

    /** The same router with another priority. */
    public RouterSettings withPriority(int other) {
        return new RouterSettings(
                version, vrid, new Priority(other), advertisementInterval, password, addresses, unicast, extraLines);
    }

    /** The same router with another virtual router id. */
    public RouterSettings withVrid(int other) {
        return new RouterSettings(
                version, other, priority, advertisementInterval, password, addresses, unicast, extraLines);
    }

    /** The same router with another advertisement interval. */
    public RouterSettings withInterval(Duration other) {
        return new RouterSettings(
                version, vrid, priority, AdvertisementInterval.of(other), password, addresses, unicast, extraLines);
    }

    /** The same router with another password. */
    public RouterSettings withPassword(String other) {
        return new RouterSettings(
                version, vrid, priority, advertisementInterval, Optional.of(other), addresses, unicast, extraLines);
    }

    /** The same router in another version: without a password in version 3, in whole seconds in version 2. */
    public RouterSettings inVersion(VrrpVersion other) {
        AdvertisementInterval sayable = other == VrrpVersion.V2 && advertisementInterval.centiseconds() % 100 != 0
                ? AdvertisementInterval.DEFAULT
                : advertisementInterval;
        Optional<String> kept = other == VrrpVersion.V2 ? password : Optional.empty();
        return new RouterSettings(other, vrid, priority, sayable, kept, addresses, unicast, extraLines);
    }

    /** The same router without a password. */
    public RouterSettings withoutPassword() {
        return new RouterSettings(
                version, vrid, priority, advertisementInterval, Optional.empty(), addresses, unicast, extraLines);
    }

    /** The same router with other virtual addresses; with none there is only the election. */
    public RouterSettings withAddresses(String... others) {
        return new RouterSettings(
                version, vrid, priority, advertisementInterval, password, List.of(others), unicast, extraLines);
    }

    /** The same router with unicast advertisements. */
    public RouterSettings withUnicast(String source, String... peers) {
        return new RouterSettings(
                version,
                vrid,
                priority,
                advertisementInterval,
                password,
                addresses,
                Optional.of(new Unicast(source, List.of(peers))),
                extraLines);
    }

    /** The same router with one more line in its instance. */
    public RouterSettings withLine(String line) {
        return new RouterSettings(
                version,
                vrid,
                priority,
                advertisementInterval,
                password,
                addresses,
                unicast,
                Stream.concat(extraLines.stream(), Stream.of(line)).toList());
    }

    /** How long this router waits as Backup until it takes over from a silent Active router. */
    public Duration activeDownInterval() {
        return Duration.ofNanos(Timers.activeDownIntervalNanos(version, priority, advertisementInterval));
    }

    /** How long this router waits as Backup until it takes over from one that said goodbye. */
    public Duration skewTime() {
        return Duration.ofNanos(Timers.skewTimeNanos(version, priority, advertisementInterval));
    }

    /** The text of the configuration file. Version 2 is keepalived's default and is not written. */
    public String keepalivedConf(String routerId) {
        return "global_defs {\n  router_id " + routerId + "\n}\n\n" + instance("VI_1");
    }

    /** The text of the instance alone. */
    public String instance(String name) {
        StringBuilder text = new StringBuilder("vrrp_instance " + name + " {\n");
        text.append("  state ")
                .append(priority.value() >= 100 ? "MASTER" : "BACKUP")
                .append('\n');
        text.append("  interface eth0\n");
        text.append("  virtual_router_id ").append(vrid).append('\n');
        text.append("  priority ").append(priority).append('\n');
        text.append("  advert_int ").append(seconds()).append('\n');
        if (version == VrrpVersion.V3) {
            text.append("  version 3\n");
        }
        extraLines.forEach(line -> text.append("  ").append(line).append('\n'));
        password.ifPresent(secret -> text.append("  authentication {\n    auth_type PASS\n    auth_pass ")
                .append(secret)
                .append("\n  }\n"));
        unicast.ifPresent(talk -> {
            text.append("  unicast_src_ip ").append(talk.source()).append('\n');
            appendBlock(text, "unicast_peer", talk.peers());
        });
        if (addresses.isEmpty()) {
            text.append("  no_virtual_ipaddress\n");
        } else {
            appendBlock(text, "virtual_ipaddress", addresses);
        }
        return text.append("}\n").toString();
    }

    private static void appendBlock(StringBuilder text, String keyword, List<String> lines) {
        text.append("  ").append(keyword).append(" {\n");
        lines.forEach(line -> text.append("    ").append(line).append('\n'));
        text.append("  }\n");
    }

    private String seconds() {
        return BigDecimal.valueOf(advertisementInterval.centiseconds(), 2)
                .stripTrailingZeros()
                .toPlainString();
    }
}
