/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import static io.vip4j.linux.netlink.Rtnetlink.AF_INET;
import static io.vip4j.linux.netlink.Rtnetlink.AF_INET6;
import static io.vip4j.linux.netlink.Rtnetlink.AF_UNSPEC;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_ACK;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_CREATE;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_DUMP;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_EXCL;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_REQUEST;
import static io.vip4j.linux.netlink.Rtnetlink.RTM_DELLINK;
import static io.vip4j.linux.netlink.Rtnetlink.RTM_GETLINK;
import static io.vip4j.linux.netlink.Rtnetlink.RTM_NEWLINK;
import static io.vip4j.linux.netlink.Rtnetlink.RTM_SETLINK;

import io.vip4j.wire.MacAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** Requests about interfaces. */
public final class LinkRequests {

    /** Ports of one base do not reach each other. */
    static final int MACVLAN_MODE_PRIVATE = 1;

    private static final int IFLA_ADDRESS = 1;
    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_LINK = 5;
    private static final int IFLA_TXQLEN = 13;
    private static final int IFLA_LINKINFO = 18;
    private static final int IFLA_IFALIAS = 20;
    private static final int IFLA_AF_SPEC = 26;
    private static final int IFLA_INFO_KIND = 1;
    private static final int IFLA_INFO_DATA = 2;
    private static final int IFLA_MACVLAN_MODE = 1;
    private static final int IFLA_INET_CONF = 1;
    private static final int IFLA_INET6_ADDR_GEN_MODE = 8;
    private static final int IN6_ADDR_GEN_MODE_NONE = 1;
    private static final int IFF_UP = 1;

    private LinkRequests() {}

    /** Asks for the interface of a name; ENODEV if there is none. */
    public static NetlinkRequest get(String name) {
        return new NetlinkRequest("RTM_GETLINK " + name, RTM_GETLINK, NLM_F_REQUEST | NLM_F_ACK, writer -> {
            header(writer, 0);
            writer.textAttribute(IFLA_IFNAME, name);
        });
    }

    /** Asks for all interfaces. */
    public static NetlinkRequest dumpAll() {
        return new NetlinkRequest("RTM_GETLINK", RTM_GETLINK, NLM_F_REQUEST | NLM_F_DUMP, writer -> header(writer, 0));
    }

    /**
     * Lets the next IPv4 address of a subnet become primary when the primary one leaves the interface. Otherwise the
     * kernel removes all addresses of the subnet together with the primary one.
     */
    public static NetlinkRequest promoteSecondaries(LinkEntry networkInterface) {
        return set(networkInterface, Map.of(Ipv4Setting.PROMOTE_SECONDARIES, 1));
    }

    /** Changes settings of IPv4 on one interface; those that are not named stay. */
    public static NetlinkRequest set(LinkEntry networkInterface, Map<Ipv4Setting, Integer> settings) {
        String text = new TreeMap<>(settings).toString();
        String description = "RTM_SETLINK " + text.substring(1, text.length() - 1) + " on " + networkInterface.name();
        return new NetlinkRequest(description, RTM_SETLINK, NLM_F_REQUEST | NLM_F_ACK, writer -> {
            header(writer, networkInterface.index());
            int specification = writer.beginNested(IFLA_AF_SPEC);
            int inet = writer.beginNested(AF_INET);
            int configuration = writer.beginNested(IFLA_INET_CONF);
            new TreeMap<>(settings).forEach((setting, value) -> writer.attribute(setting.number(), value));
            writer.endNested(configuration);
            writer.endNested(inet);
            writer.endNested(specification);
        });
    }

    /**
     * Makes a macvlan in private mode, which is down; EEXIST if there is an interface of the name, EADDRINUSE when it is
     * switched on and the base has another with the same hardware address.
     */
    public static NetlinkRequest addMacvlan(LinkEntry base, String name, MacAddress hardwareAddress) {
        String description = "RTM_NEWLINK macvlan " + name + " with " + hardwareAddress + " on " + base.name();
        int flags = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL;
        return new NetlinkRequest(description, RTM_NEWLINK, flags, writer -> {
            header(writer, 0);
            writer.textAttribute(IFLA_IFNAME, name);
            writer.attribute(IFLA_LINK, base.index());
            byte[] octets = new byte[MacAddress.OCTETS];
            hardwareAddress.write(ByteBuffer.wrap(octets), 0);
            writer.attribute(IFLA_ADDRESS, octets);
            int information = writer.beginNested(IFLA_LINKINFO);
            writer.textAttribute(IFLA_INFO_KIND, "macvlan");
            int data = writer.beginNested(IFLA_INFO_DATA);
            writer.attribute(IFLA_MACVLAN_MODE, MACVLAN_MODE_PRIVATE);
            writer.endNested(data);
            writer.endNested(information);
        });
    }

    /** Lets the kernel derive no IPv6 address from the hardware address. */
    public static NetlinkRequest deriveNoAddress(LinkEntry networkInterface) {
        String description = "RTM_SETLINK addrgenmode none on " + networkInterface.name();
        return new NetlinkRequest(description, RTM_SETLINK, NLM_F_REQUEST | NLM_F_ACK, writer -> {
            header(writer, networkInterface.index());
            int specification = writer.beginNested(IFLA_AF_SPEC);
            int inet6 = writer.beginNested(AF_INET6);
            writer.byteAttribute(IFLA_INET6_ADDR_GEN_MODE, IN6_ADDR_GEN_MODE_NONE);
            writer.endNested(inet6);
            writer.endNested(specification);
        });
    }

    /** Sets how many packets wait on their way out of an interface at most. */
    public static NetlinkRequest queueLength(LinkEntry networkInterface, int packets) {
        String description = "RTM_SETLINK txqueuelen " + packets + " on " + networkInterface.name();
        return new NetlinkRequest(description, RTM_SETLINK, NLM_F_REQUEST | NLM_F_ACK, writer -> {
            header(writer, networkInterface.index());
            writer.attribute(IFLA_TXQLEN, packets);
        });
    }

    /** Gives an interface a note for people, which the kernel keeps. */
    public static NetlinkRequest alias(LinkEntry networkInterface, String text) {
        String description = "RTM_SETLINK alias '" + text + "' of " + networkInterface.name();
        return new NetlinkRequest(description, RTM_SETLINK, NLM_F_REQUEST | NLM_F_ACK, writer -> {
            header(writer, networkInterface.index());
            writer.textAttribute(IFLA_IFALIAS, text);
        });
    }

    /** Switches an interface on. */
    public static NetlinkRequest up(LinkEntry networkInterface) {
        String description = "RTM_SETLINK up " + networkInterface.name();
        return new NetlinkRequest(description, RTM_SETLINK, NLM_F_REQUEST | NLM_F_ACK, writer -> {
            header(writer, networkInterface.index(), IFF_UP, IFF_UP);
        });
    }

    /** Removes an interface; ENODEV if it is not there. */
    public static NetlinkRequest delete(LinkEntry networkInterface) {
        String description = "RTM_DELLINK " + networkInterface.name();
        return new NetlinkRequest(
                description,
                RTM_DELLINK,
                NLM_F_REQUEST | NLM_F_ACK,
                writer -> header(writer, networkInterface.index()));
    }

    private static void header(MessageWriter writer, int interfaceIndex) {
        header(writer, interfaceIndex, 0, 0);
    }

    private static void header(MessageWriter writer, int interfaceIndex, int flags, int changedFlags) {
        writer.putByte(AF_UNSPEC);
        writer.putByte(0);
        writer.putShort(0);
        writer.putInt(interfaceIndex);
        writer.putInt(flags);
        writer.putInt(changedFlags);
    }
}
