/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.wire;

import static io.vip4j.vrrp.ChecksumForm.MESSAGE_ONLY;
import static io.vip4j.vrrp.ChecksumForm.PSEUDO_HEADER;

import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.SimplePassword;
import io.vip4j.vrrp.VrrpVersion;
import java.util.List;
import java.util.Optional;

/**
 * The checks on receipt as a table: good advertisements with one fault each, the router that receives it, and the
 * verdict. The names start with the ids of requirements and scenarios.
 */
public final class ReceiveChecks {

    /** A row: no reason means accepted. */
    record Row(String name, RouterFilter receiver, Datagram datagram, Optional<RejectReason> reason) {}

    static final Datagram V3 = Datagram.of("192.0.2.251", "310ac8020064828ac0000201c0000202");
    static final Datagram V2 = Datagram.of("192.0.2.251", "210ac80100010000c00002010000000000000000")
            .checksum(MESSAGE_ONLY);
    static final Datagram V2_PASSWORD = Datagram.of("192.0.2.251", "210ac80101010000c00002016162636400000000")
            .checksum(MESSAGE_ONLY);
    static final Datagram V6 = Datagram.of(
                    "fe80::c8", "310ac80200640000fe80000000000000000000000000000120010db8000000000000000000000001")
            .checksum(PSEUDO_HEADER);

    private static final AdvertisementInterval SECOND = AdvertisementInterval.DEFAULT;
    private static final RouterFilter ROUTER_V3 = new RouterFilter(VrrpVersion.V3, SECOND, Optional.empty());
    private static final RouterFilter ROUTER_V2 = new RouterFilter(VrrpVersion.V2, SECOND, Optional.empty());
    private static final RouterFilter ROUTER_BOTH =
            new RouterFilter(VrrpVersion.V3, true, false, SECOND, Optional.empty());
    private static final RouterFilter ROUTER_WITHOUT_ADDRESSES =
            new RouterFilter(VrrpVersion.V3, false, true, SECOND, Optional.empty());
    private static final RouterFilter ROUTER_PASSWORD =
            new RouterFilter(VrrpVersion.V2, SECOND, Optional.of(SimplePassword.of("abcd")));

    static final List<Row> ROWS = List.of(
            accepted("V1 V2 V3 V4 V5 F1 F2 version 3 with the checksum over the message", ROUTER_V3, V3),
            accepted(
                    "V5 5/V8 version 3 with the checksum over the pseudo-header",
                    ROUTER_V3,
                    V3.checksum(PSEUDO_HEADER)),
            accepted("V2 F1 version 2", ROUTER_V2, V2),
            accepted("V5 F9 F10 version 3 over IPv6", ROUTER_V3, V6),
            rejected("V1 5/V1 TTL 254", ROUTER_V3, V3.timeToLive(254), RejectReason.TTL_NOT_255),
            rejected("V1 5/V1 TTL 1", ROUTER_V3, V3.timeToLive(1), RejectReason.TTL_NOT_255),
            rejected("V1 5/V1 TTL 0", ROUTER_V3, V3.timeToLive(0), RejectReason.TTL_NOT_255),
            rejected("V1 5/V1 version 2 with TTL 254", ROUTER_V2, V2.timeToLive(254), RejectReason.TTL_NOT_255),
            rejected("V1 5/V1 hop limit 254", ROUTER_V3, V6.timeToLive(254), RejectReason.TTL_NOT_255),
            rejected("V4 5/V3 no octet at all", ROUTER_V3, V3.length(0), RejectReason.TRUNCATED),
            rejected("V4 5/V3 7 octets", ROUTER_V3, V3.length(7), RejectReason.TRUNCATED),
            rejected("V4 5/V3 the fixed part alone", ROUTER_V3, V3.length(8), RejectReason.TRUNCATED),
            rejected("V4 5/V3 one octet less", ROUTER_V3, V3.length(15), RejectReason.TRUNCATED),
            rejected("V4 5/V3 count says one more", ROUTER_V3, sum(V3.with(3, 3)), RejectReason.TRUNCATED),
            rejected("V4 5/V3 count 255", ROUTER_V3, sum(V3.with(3, 255)), RejectReason.TRUNCATED),
            rejected("V4 5/V3 version 2 without its trailer", ROUTER_V2, sum(V2.length(12)), RejectReason.TRUNCATED),
            rejected("V4 5/V3 IPv6 with one address less", ROUTER_V3, V6.length(24), RejectReason.TRUNCATED),
            rejected(
                    "V4 5/V2 a CARP packet, which has the number of the protocol in common",
                    ROUTER_V2,
                    sum(Datagram.of("192.0.2.251", "210a000700010000").length(36)),
                    RejectReason.TRUNCATED),
            rejected("V2 5/V4 version 0", ROUTER_V3, sum(V3.with(0, 0x01)), RejectReason.VERSION_UNKNOWN),
            rejected("V2 5/V4 version 1", ROUTER_V3, sum(V3.with(0, 0x11)), RejectReason.VERSION_UNKNOWN),
            rejected("V2 5/V4 version 4", ROUTER_V3, sum(V3.with(0, 0x41)), RejectReason.VERSION_UNKNOWN),
            rejected("V2 5/V4 version 15", ROUTER_V3, sum(V3.with(0, 0xF1)), RejectReason.VERSION_UNKNOWN),
            rejected("V2 F3 5/V4 version 2 over IPv6", ROUTER_V2, sum(V6.with(0, 0x21)), RejectReason.VERSION_UNKNOWN),
            rejected("V3 F2 5/V5 type 0", ROUTER_V3, sum(V3.with(0, 0x30)), RejectReason.TYPE_UNKNOWN),
            rejected("V3 F2 5/V5 type 2", ROUTER_V3, sum(V3.with(0, 0x32)), RejectReason.TYPE_UNKNOWN),
            rejected("V3 F2 5/V5 version 2 type 15", ROUTER_V2, sum(V2.with(0, 0x2F)), RejectReason.TYPE_UNKNOWN),
            rejected("F3 5/V6 VRID 0", ROUTER_V3, sum(V3.with(1, 0)), RejectReason.VRID_ZERO),
            rejected("V8 F6 5/V9 count 0", ROUTER_V3, sum(V3.with(3, 0).length(8)), RejectReason.COUNT_ZERO),
            rejected("V8 F6 5/V9 count 0, addresses there", ROUTER_V3, sum(V3.with(3, 0)), RejectReason.COUNT_ZERO),
            rejected(
                    "V8 F6 5/V9 version 2 count 0", ROUTER_V2, sum(V2.with(3, 0).length(16)), RejectReason.COUNT_ZERO),
            rejected(
                    "V8 F6 5/V9 IPv6 count 0",
                    ROUTER_V3,
                    V6.with(3, 0).length(8).checksum(PSEUDO_HEADER),
                    RejectReason.COUNT_ZERO),
            accepted(
                    "F6 count 0 at a router without addresses, as keepalived sends it",
                    ROUTER_WITHOUT_ADDRESSES,
                    sum(V3.with(3, 0).length(8))),
            accepted(
                    "F6 IPv6 count 0 at a router without addresses",
                    ROUTER_WITHOUT_ADDRESSES,
                    V6.with(3, 0).length(8).checksum(PSEUDO_HEADER)),
            rejected(
                    "F6 count 0 with addresses at a router without addresses",
                    ROUTER_WITHOUT_ADDRESSES,
                    sum(V3.with(3, 0)),
                    RejectReason.COUNT_ZERO),
            accepted("F6 addresses at a router without addresses", ROUTER_WITHOUT_ADDRESSES, V3),
            rejected("V4 5/V15 count says one less", ROUTER_V3, sum(V3.with(3, 1)), RejectReason.LENGTH_MISMATCH),
            rejected("V4 F11 5/V15 a version 2 trailer", ROUTER_V3, sum(V3.length(24)), RejectReason.LENGTH_MISMATCH),
            rejected("V4 5/V15 one octet more", ROUTER_V3, sum(V3.length(17)), RejectReason.LENGTH_MISMATCH),
            rejected("V4 5/V15 version 2, two trailers", ROUTER_V2, sum(V2.length(28)), RejectReason.LENGTH_MISMATCH),
            rejected("V8 F8 5/V10 interval 0", ROUTER_V3, sum(V3.with(5, 0)), RejectReason.INTERVAL_ZERO),
            rejected(
                    "V8 F7 F8 5/V10 interval 0, reserved bits set",
                    ROUTER_V3,
                    sum(V3.with(4, 0xF0).with(5, 0)),
                    RejectReason.INTERVAL_ZERO),
            rejected("V8 F8 5/V10 version 2 interval 0", ROUTER_V2, sum(V2.with(5, 0)), RejectReason.INTERVAL_ZERO),
            rejected("V5 5/V7 wrong checksum", ROUTER_V3, V3.with(7, 0x8B), RejectReason.CHECKSUM),
            rejected("V5 5/V7 zero is no checksum", ROUTER_V3, V3.with(6, 0).with(7, 0), RejectReason.CHECKSUM),
            rejected("V5 5/V7 version 2 wrong checksum", ROUTER_V2, V2.with(6, 0), RejectReason.CHECKSUM),
            rejected("V5 5/V7 version 2 pseudo-header", ROUTER_V2, V2.checksum(PSEUDO_HEADER), RejectReason.CHECKSUM),
            rejected("V5 5/V7 IPv6 message alone", ROUTER_V3, V6.checksum(MESSAGE_ONLY), RejectReason.CHECKSUM),
            rejected(
                    "V8 5/V11 IPv6 source is global",
                    ROUTER_V3,
                    V6.from("2001:db8::c8").checksum(PSEUDO_HEADER),
                    RejectReason.SOURCE_NOT_LINK_LOCAL),
            rejected(
                    "V8 F10 5/V11 IPv6 first address is global",
                    ROUTER_V3,
                    V6.with(8, 0x20).checksum(PSEUDO_HEADER),
                    RejectReason.FIRST_ADDRESS_NOT_LINK_LOCAL),
            accepted(
                    "V13 unicast may come from any distance",
                    ROUTER_V3,
                    V3.to("192.0.2.252").timeToLive(1).checksum(PSEUDO_HEADER)),
            accepted(
                    "V13 IPv6 unicast between global addresses",
                    ROUTER_V3,
                    V6.from("2001:db8::c8")
                            .to("2001:db8::c9")
                            .with(8, 0x20)
                            .timeToLive(60)
                            .checksum(PSEUDO_HEADER)),
            accepted("V2 5/O6 version 2 at a version 3 router that speaks both", ROUTER_BOTH, V2),
            accepted("V2 5/O6 version 3 at a router that speaks both", ROUTER_BOTH, V3),
            accepted(
                    "V9 5/O6 version 2 other interval: learned by a router that speaks both",
                    ROUTER_BOTH,
                    sum(V2.with(5, 2))),
            rejected(
                    "V11 5/O6 version 2 with a password at a router that speaks both and has none",
                    ROUTER_BOTH,
                    V2_PASSWORD,
                    RejectReason.AUTHENTICATION_TYPE_MISMATCH),
            rejected("V2 5/V4 version 2 at a version 3 router", ROUTER_V3, V2, RejectReason.VERSION_MISMATCH),
            rejected("V2 5/V4 version 3 at a version 2 router", ROUTER_V2, V3, RejectReason.VERSION_MISMATCH),
            rejected(
                    "V11 F12 5/V12 type 1 at a router without password",
                    ROUTER_V2,
                    V2_PASSWORD,
                    RejectReason.AUTHENTICATION_TYPE_MISMATCH),
            rejected("V11 F12 5/V12 type 2", ROUTER_V2, sum(V2.with(4, 2)), RejectReason.AUTHENTICATION_TYPE_MISMATCH),
            rejected(
                    "V11 F12 5/V12 type 254 of Cisco",
                    ROUTER_V2,
                    sum(V2.with(4, 254)),
                    RejectReason.AUTHENTICATION_TYPE_MISMATCH),
            rejected(
                    "V11 F12 type 0 at a router with a password: no downgrade",
                    ROUTER_PASSWORD,
                    V2,
                    RejectReason.AUTHENTICATION_TYPE_MISMATCH),
            rejected(
                    "V11 F12 type 2 at a router with a password",
                    ROUTER_PASSWORD,
                    sum(V2_PASSWORD.with(4, 2)),
                    RejectReason.AUTHENTICATION_TYPE_MISMATCH),
            accepted("V11 F12 5/V13 a password of 4 octets, padded", ROUTER_PASSWORD, V2_PASSWORD),
            rejected(
                    "V11 5/V13 first octet of the password",
                    ROUTER_PASSWORD,
                    sum(V2_PASSWORD.with(12, 'A')),
                    RejectReason.AUTHENTICATION_FAILED),
            rejected(
                    "V11 5/V13 last octet of the padding",
                    ROUTER_PASSWORD,
                    sum(V2_PASSWORD.with(19, 1)),
                    RejectReason.AUTHENTICATION_FAILED),
            accepted("V11 F12 5/V14 type 0 with data, which is ignored", ROUTER_V2, sum(V2.with(19, 7))),
            rejected(
                    "V9 5/L10 version 2 other interval", ROUTER_V2, sum(V2.with(5, 2)), RejectReason.INTERVAL_MISMATCH),
            accepted("V9 5/L11 version 3 other interval", ROUTER_V3, sum(V3.with(5, 99))),
            accepted("F7 5/V16 reserved bits are ignored", ROUTER_V3, sum(V3.with(4, 0xF0))),
            accepted("V10 5/V19 other addresses", ROUTER_V3, sum(V3.with(11, 77))),
            accepted("F5 priority 0", ROUTER_V3, sum(V3.with(2, 0))),
            accepted("F4 V7 priority 255", ROUTER_V3, sum(V3.with(2, 255))),
            accepted("F8 interval 1", ROUTER_V3, sum(V3.with(5, 1))),
            accepted("F8 interval 4095", ROUTER_V3, sum(V3.with(4, 0x0F).with(5, 0xFF))),
            accepted("F13 255 addresses", ROUTER_V3, sum(V3.with(3, 255).length(8 + 255 * 4))));

    private ReceiveChecks() {}

    /** The names of all rows, in their order. */
    public static List<String> names() {
        return ROWS.stream().map(Row::name).toList();
    }

    private static Datagram sum(Datagram datagram) {
        return datagram.checksum(MESSAGE_ONLY);
    }

    private static Row accepted(String name, RouterFilter receiver, Datagram datagram) {
        return new Row(name, receiver, datagram, Optional.empty());
    }

    private static Row rejected(String name, RouterFilter receiver, Datagram datagram, RejectReason reason) {
        return new Row(name, receiver, datagram, Optional.of(reason));
    }
}
