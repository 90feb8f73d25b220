/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

/** Numbers of linux/netlink.h, linux/rtnetlink.h, linux/fib_rules.h, linux/if_addr.h and linux/if_link.h. */
public final class Rtnetlink {

    /** A link appeared or changed. */
    public static final int RTM_NEWLINK = 16;

    /** A link disappeared. */
    public static final int RTM_DELLINK = 17;

    /** An address appeared or changed. */
    public static final int RTM_NEWADDR = 20;

    /** An address disappeared. */
    public static final int RTM_DELADDR = 21;

    /** Multicast group of link events. */
    public static final int GROUP_LINK = 0x1;

    /** Multicast group of IPv4 address events. */
    public static final int GROUP_IPV4_ADDRESS = 0x10;

    /** Multicast group of IPv6 address events. */
    public static final int GROUP_IPV6_ADDRESS = 0x100;

    static final int RTM_GETLINK = 18;
    static final int RTM_SETLINK = 19;
    static final int RTM_GETADDR = 22;

    static final int RTM_NEWROUTE = 24;
    static final int RTM_DELROUTE = 25;
    static final int RTM_GETROUTE = 26;
    static final int RTM_NEWRULE = 32;
    static final int RTM_DELRULE = 33;
    static final int RTM_GETRULE = 34;

    static final int NLMSG_ERROR = 2;
    static final int NLMSG_DONE = 3;

    static final int NLM_F_REQUEST = 0x1;
    static final int NLM_F_ACK = 0x4;
    static final int NLM_F_DUMP_INTR = 0x10;
    static final int NLM_F_REPLACE = 0x100;
    static final int NLM_F_DUMP = 0x300;
    static final int NLM_F_EXCL = 0x200;
    static final int NLM_F_CREATE = 0x400;

    /** In an answer: only the header of the request follows, not all of it. */
    static final int NLM_F_CAPPED = 0x100;

    /** In an answer: attributes follow. */
    static final int NLM_F_ACK_TLVS = 0x200;

    static final int NLMSGERR_ATTR_MSG = 1;

    static final int AF_UNSPEC = 0;
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;

    private Rtnetlink() {}
}
