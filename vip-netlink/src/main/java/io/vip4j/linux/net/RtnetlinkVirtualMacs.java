/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.ffi.Errno;
import io.vip4j.linux.netlink.AddressEntry;
import io.vip4j.linux.netlink.AddressRequests;
import io.vip4j.linux.netlink.Answer;
import io.vip4j.linux.netlink.Ipv4Setting;
import io.vip4j.linux.netlink.LinkDetails;
import io.vip4j.linux.netlink.LinkEntry;
import io.vip4j.linux.netlink.LinkRequests;
import io.vip4j.linux.netlink.NetlinkConnection;
import io.vip4j.linux.netlink.NetlinkExchange;
import io.vip4j.linux.netlink.NetlinkRequest;
import io.vip4j.spi.PlatformException;
import io.vip4j.spi.VirtualMacInterfaces;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import io.vip4j.vrrp.Vrid;
import io.vip4j.wire.MacAddress;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/**
 * Makes macvlans in private mode with the hardware address of a virtual router. They answer ARP for their own addresses
 * only, and accept packets that another way back leads to: answers leave by the base where that has the same prefix.
 * Safe from any thread; the fields belong to the netlink thread.
 */
public final class RtnetlinkVirtualMacs implements VirtualMacInterfaces {

    /** RFC 9568 7.3: 00-00-5E-00-01-{VRID} for IPv4, 00-00-5E-00-02-{VRID} for IPv6. */
    private static final long IPV4_PREFIX = 0x00005E000100L;

    private static final long IPV6_PREFIX = 0x00005E000200L;
    private static final int LINK_LOCAL_LENGTH = 64;
    private static final int LOOSE = 2;

    private final NetlinkConnection connection;
    private final ProcessSlot slot;
    private final BaseSettings baseSettings = new BaseSettings();

    // Bounded: one for each virtual router.
    private final Map<String, LinkDetails> made = new HashMap<>();

    /**
     * @param connection that of the binder
     * @param slot that of this process
     */
    public RtnetlinkVirtualMacs(NetlinkConnection connection, ProcessSlot slot) {
        this.connection = connection;
        this.slot = slot;
    }

    /**
     * {@inheritDoc} An interface of this name that has another kind, base or hardware address is a failure and stays. For
     * IPv6 the base must have a link-local address, which the interface then has too: the kernel derives none from the
     * virtual hardware address, because all routers would derive the same one.
     */
    @Override
    public CompletionStage<Void> create(String base, String name, AddressFamily family, Vrid vrid) {
        return connection.submit(exchange -> {
            LinkDetails under = exchange.details(base)
                    .orElseThrow(() -> new PlatformException(
                            "no network interface " + base + " to put " + name + " on; was it removed or renamed?"));
            Optional<IpAddress> linkLocal =
                    family == AddressFamily.IPV6 ? Optional.of(linkLocal(exchange, under, name)) : Optional.empty();
            forgetIfGone(exchange, name);
            MacAddress hardwareAddress = hardwareAddress(family, vrid);
            Optional<LinkDetails> leftover = exchange.details(name);
            leftover.ifPresent(present -> requireLeftover(present, under, hardwareAddress));
            leftover.ifPresent(this::requireNotOfAnother);
            if (leftover.isEmpty()) {
                require(exchange, LinkRequests.addMacvlan(under.link(), name, hardwareAddress));
            }
            LinkDetails link = exchange.details(name)
                    .orElseThrow(() -> new PlatformException(name + " was removed as soon as it was made"));
            try {
                configure(exchange, link.link(), under);
                require(exchange, LinkLeftovers.mark(link.link(), slot));
                linkLocal.ifPresent(address -> addLinkLocal(exchange, link.link(), address));
                if (!made.containsKey(name)) {
                    baseSettings.acquire(exchange, under);
                }
            } catch (RuntimeException failure) {
                if (leftover.isEmpty()) {
                    exchange.change(LinkRequests.delete(link.link()));
                }
                throw failure;
            }
            made.put(name, link);
        });
    }

    @Override
    public CompletionStage<Void> remove(String name) {
        return connection.submit(exchange -> {
            forgetIfGone(exchange, name);
            LinkDetails link = made.remove(name);
            if (link != null) {
                NetlinkRequest request = LinkRequests.delete(link.link());
                Answer answer = exchange.change(request);
                baseSettings.release(exchange, link.baseIndex());
                if (!answer.isDone() && answer.errno() != Errno.ENODEV) {
                    throw answer.asException(request);
                }
            }
        });
    }

    /** The hardware address of a virtual router (RFC 9568 7.3). */
    static MacAddress hardwareAddress(AddressFamily family, Vrid vrid) {
        return new MacAddress((family == AddressFamily.IPV4 ? IPV4_PREFIX : IPV6_PREFIX) | vrid.value());
    }

    /** Together with its base an interface disappears by itself, and another may have taken its name since. */
    private void forgetIfGone(NetlinkExchange exchange, String name) {
        LinkDetails known = made.get(name);
        if (known == null) {
            return;
        }
        boolean same = exchange.details(name)
                .filter(now -> now.link().index() == known.link().index())
                .isPresent();
        if (!same) {
            made.remove(name);
            baseSettings.release(exchange, known.baseIndex());
        }
    }

    private static void requireLeftover(LinkDetails present, LinkDetails base, MacAddress hardwareAddress) {
        boolean leftover = present.isPrivateMacvlan()
                && present.baseIndex() == base.link().index()
                && present.link().hardwareAddress().equals(Optional.of(hardwareAddress));
        if (!leftover) {
            String name = present.link().name();
            throw new PlatformException("interface " + name + " is there already and is not the private macvlan with "
                    + hardwareAddress + " on " + base.link().name()
                    + " that the virtual router needs; remove it, or give virtualMac another interface name");
        }
    }

    private void requireNotOfAnother(LinkDetails present) {
        OptionalInt maker = LinkLeftovers.slotOf(present);
        if (maker.isPresent() && maker.getAsInt() != slot.number() && ProcessSlot.isHeld(maker.getAsInt())) {
            throw new PlatformException("interface " + present.link().name() + " is that of another vip4j process that"
                    + " runs in this network namespace; stop one of the two");
        }
    }

    private static void configure(NetlinkExchange exchange, LinkEntry link, LinkDetails base) {
        Answer derivesNone = exchange.change(LinkRequests.deriveNoAddress(link));
        if (!derivesNone.isDone()
                && derivesNone.errno() != Errno.EAFNOSUPPORT
                && derivesNone.errno() != Errno.EOPNOTSUPP) {
            throw derivesNone.asException(LinkRequests.deriveNoAddress(link));
        }
        Map<Ipv4Setting, Integer> settings = new EnumMap<>(Ipv4Setting.class);
        settings.put(Ipv4Setting.ARP_IGNORE, 1);
        settings.put(Ipv4Setting.ACCEPT_LOCAL, 1);
        settings.put(Ipv4Setting.PROMOTE_SECONDARIES, 1);
        // The kernel takes the higher one of conf/all and this, and strict is 1: if all is strict, loose is what helps.
        boolean checked = Sysctl.read("ipv4/conf/all/rp_filter").orElse(0) > 0;
        settings.put(Ipv4Setting.RP_FILTER, checked ? LOOSE : 0);
        require(exchange, LinkRequests.set(link, settings));
        String ipv6 = "ipv6/conf/" + link.name() + "/";
        for (String setting : List.of("accept_dad", "autoconf", "accept_ra")) {
            Sysctl.set(ipv6 + setting, 0);
        }
        NetlinkRequest up = LinkRequests.up(link);
        Answer answer = exchange.change(up);
        if (answer.errno() == Errno.EADDRINUSE) {
            throw new PlatformException(answer.asException(up).getMessage() + ": another interface on "
                    + base.link().name() + " has the same hardware address; is the virtual router of this number run"
                    + " by another program too?");
        }
        if (!answer.isDone()) {
            throw answer.asException(up);
        }
    }

    /** Adds the address, and removes those that the kernel derived before an earlier run told it not to. */
    private void addLinkLocal(NetlinkExchange exchange, LinkEntry link, IpAddress linkLocal) {
        AddressRequests requests = new AddressRequests(link);
        boolean present = false;
        for (AddressEntry entry : exchange.addresses(link)) {
            boolean wanted = entry.address().equals(linkLocal);
            present |= wanted;
            if (!wanted
                    && entry.address().family() == AddressFamily.IPV6
                    && entry.address().isLinkLocal()) {
                exchange.change(requests.delete(entry));
            }
        }
        if (!present) {
            VirtualAddress address = new VirtualAddress(linkLocal, LINK_LOCAL_LENGTH);
            require(exchange, requests.add(address, AddressOwnership.mark(slot.number()), Optional.empty()));
        }
    }

    private static IpAddress linkLocal(NetlinkExchange exchange, LinkDetails base, String name) {
        return exchange.addresses(base.link()).stream()
                .filter(entry -> !entry.isDuplicate())
                .map(AddressEntry::address)
                .filter(address -> address.family() == AddressFamily.IPV6 && address.isLinkLocal())
                .findFirst()
                .orElseThrow(() -> new PlatformException(
                        "no IPv6 link-local address on " + base.link().name() + " that " + name
                                + " could advertise from; is the interface up, and IPv6 enabled on it?"));
    }

    private static void require(NetlinkExchange exchange, NetlinkRequest request) {
        Answer answer = exchange.change(request);
        if (!answer.isDone()) {
            throw answer.asException(request);
        }
    }
}
