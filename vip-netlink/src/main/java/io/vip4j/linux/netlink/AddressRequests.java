/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import static io.vip4j.linux.netlink.Rtnetlink.AF_INET;
import static io.vip4j.linux.netlink.Rtnetlink.AF_INET6;
import static io.vip4j.linux.netlink.Rtnetlink.AF_UNSPEC;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_ACK;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_CREATE;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_DUMP;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_EXCL;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_REPLACE;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_REQUEST;
import static io.vip4j.linux.netlink.Rtnetlink.RTM_DELADDR;
import static io.vip4j.linux.netlink.Rtnetlink.RTM_GETADDR;
import static io.vip4j.linux.netlink.Rtnetlink.RTM_NEWADDR;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.AddressOptions;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import java.time.Duration;
import java.util.Optional;

/** Requests about the addresses of one interface. */
public final class AddressRequests {

    private static final int IFA_ADDRESS = 1;
    private static final int IFA_LOCAL = 2;
    private static final int IFA_LABEL = 3;
    private static final int IFA_BROADCAST = 4;
    private static final int IFA_CACHEINFO = 6;
    private static final int IFA_FLAGS = 8;
    private static final int IFA_PROTO = 11;
    private static final int FOREVER = -1;

    /**
     * Without duplicate address detection an IPv6 address answers at once. A router that takes over must not wait a
     * second, and the former owner may still be on the link.
     */
    private static final int IFA_F_NODAD = 0x02;

    private static final int IFA_F_NOPREFIXROUTE = 0x200;

    private final String interfaceName;
    private final int interfaceIndex;

    /** Requests about this interface. */
    public AddressRequests(LinkEntry networkInterface) {
        this.interfaceName = networkInterface.name();
        this.interfaceIndex = networkInterface.index();
    }

    /** Adds an address; EEXIST if it is there with this prefix. */
    public NetlinkRequest add(VirtualAddress address, int protocol, Optional<Duration> lifetime) {
        return set(address, protocol, lifetime, NLM_F_CREATE | NLM_F_EXCL);
    }

    /** Adds an address, or gives it this protocol and lifetime if it is there with this prefix. */
    public NetlinkRequest addOrReplace(VirtualAddress address, int protocol, Optional<Duration> lifetime) {
        return set(address, protocol, lifetime, NLM_F_CREATE | NLM_F_REPLACE);
    }

    /** Removes an address with exactly this prefix and peer; EADDRNOTAVAIL if it is not there. */
    public NetlinkRequest delete(VirtualAddress address) {
        IpAddress remote = address.options().peer().orElse(address.address());
        return delete(address.address(), remote, address.prefixLength());
    }

    /** Removes an address that the kernel has told about; EADDRNOTAVAIL if it is not there any more. */
    public NetlinkRequest delete(AddressEntry entry) {
        return delete(entry.address(), entry.remote(), entry.prefixLength());
    }

    private NetlinkRequest delete(IpAddress address, IpAddress remote, int prefixLength) {
        return new NetlinkRequest(
                "RTM_DELADDR " + address + "/" + prefixLength + " on " + interfaceName,
                RTM_DELADDR,
                NLM_F_REQUEST | NLM_F_ACK,
                writer -> address(writer, address, remote, prefixLength, 0));
    }

    /** Asks for all addresses of the interface. The kernel may add those of others: compare the index. */
    public NetlinkRequest dump() {
        return new NetlinkRequest(
                "RTM_GETADDR on " + interfaceName,
                RTM_GETADDR,
                NLM_F_REQUEST | NLM_F_DUMP,
                writer -> header(writer, AF_UNSPEC, 0, 0, interfaceIndex));
    }

    /** Asks for the addresses of all interfaces. */
    public static NetlinkRequest dumpAll() {
        return new NetlinkRequest(
                "RTM_GETADDR", RTM_GETADDR, NLM_F_REQUEST | NLM_F_DUMP, writer -> header(writer, AF_UNSPEC, 0, 0, 0));
    }

    private NetlinkRequest set(VirtualAddress address, int protocol, Optional<Duration> lifetime, int flags) {
        return new NetlinkRequest(
                "RTM_NEWADDR " + address + " on " + interfaceName,
                RTM_NEWADDR,
                NLM_F_REQUEST | NLM_F_ACK | flags,
                writer -> {
                    AddressOptions options = address.options();
                    IpAddress remote = options.peer().orElse(address.address());
                    int scope = options.scope().value();
                    address(writer, address.address(), remote, address.prefixLength(), scope);
                    options.broadcast().ifPresent(broadcast -> writer.attribute(IFA_BROADCAST, broadcast));
                    options.label().ifPresent(label -> writer.textAttribute(IFA_LABEL, label));
                    // Kernels before 5.18 skip the attribute.
                    writer.byteAttribute(IFA_PROTO, protocol);
                    int addressFlags = flags(address);
                    if (addressFlags != 0) {
                        writer.attribute(IFA_FLAGS, addressFlags);
                    }
                    int valid = lifetime.map(span -> (int) span.toSeconds()).orElse(FOREVER);
                    int preferred = preferredSeconds(address, valid);
                    if (valid != FOREVER || preferred != FOREVER) {
                        lifetime(writer, preferred, valid);
                    }
                });
    }

    private static int flags(VirtualAddress address) {
        AddressOptions options = address.options();
        int flags = options.noPrefixRoute() ? IFA_F_NOPREFIXROUTE : 0;
        boolean detects = address.family() == AddressFamily.IPV4 || options.duplicateAddressDetection();
        return detects ? flags : flags | IFA_F_NODAD;
    }

    /**
     * Not longer than the lifetime itself. As with keepalived a single IPv6 address, /128, is never chosen as the
     * source of connections unless that is asked for: it may leave at any time.
     */
    private static int preferredSeconds(VirtualAddress address, int validSeconds) {
        boolean single = address.family() == AddressFamily.IPV6 && address.prefixLength() == 128;
        int wanted = address.options()
                .preferredLifetime()
                .map(span -> (int) span.toSeconds())
                .orElse(single ? 0 : FOREVER);
        return Integer.compareUnsigned(wanted, validSeconds) < 0 ? wanted : validSeconds;
    }

    private void address(MessageWriter writer, IpAddress address, IpAddress remote, int prefixLength, int scope) {
        boolean ipv4 = address.family() == AddressFamily.IPV4;
        header(writer, ipv4 ? AF_INET : AF_INET6, prefixLength, scope, interfaceIndex);
        writer.attribute(IFA_LOCAL, address);
        writer.attribute(IFA_ADDRESS, remote);
    }

    private static void header(MessageWriter writer, int family, int prefixLength, int scope, int interfaceIndex) {
        writer.putByte(family);
        writer.putByte(prefixLength);
        writer.putByte(0);
        writer.putByte(scope);
        writer.putInt(interfaceIndex);
    }

    /** {@code struct ifa_cacheinfo}: preferred and valid seconds, then two time stamps that the kernel fills in. */
    private static void lifetime(MessageWriter writer, int preferredSeconds, int validSeconds) {
        writer.putShort(20);
        writer.putShort(IFA_CACHEINFO);
        writer.putInt(preferredSeconds);
        writer.putInt(validSeconds);
        writer.putInt(0);
        writer.putInt(0);
    }
}
