/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import static io.vip4j.linux.netlink.Rtnetlink.AF_INET;
import static io.vip4j.linux.netlink.Rtnetlink.AF_UNSPEC;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_ACK;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_DUMP;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_REQUEST;
import static io.vip4j.linux.netlink.Rtnetlink.RTM_GETLINK;
import static io.vip4j.linux.netlink.Rtnetlink.RTM_SETLINK;

/** Requests about interfaces. */
public final class LinkRequests {

    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_AF_SPEC = 26;
    private static final int IFLA_INET_CONF = 1;
    private static final int IPV4_DEVCONF_PROMOTE_SECONDARIES = 20;

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
        String description = "RTM_SETLINK promote_secondaries=1 on " + networkInterface.name();
        return new NetlinkRequest(description, RTM_SETLINK, NLM_F_REQUEST | NLM_F_ACK, writer -> {
            header(writer, networkInterface.index());
            int specification = writer.beginNested(IFLA_AF_SPEC);
            int inet = writer.beginNested(AF_INET);
            int configuration = writer.beginNested(IFLA_INET_CONF);
            writer.attribute(IPV4_DEVCONF_PROMOTE_SECONDARIES, 1);
            writer.endNested(configuration);
            writer.endNested(inet);
            writer.endNested(specification);
        });
    }

    private static void header(MessageWriter writer, int interfaceIndex) {
        writer.putByte(AF_UNSPEC);
        writer.putByte(0);
        writer.putShort(0);
        writer.putInt(interfaceIndex);
        writer.putInt(0);
        writer.putInt(0);
    }
}
