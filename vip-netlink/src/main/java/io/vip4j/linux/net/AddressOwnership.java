/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.netlink.AddressEntry;
import io.vip4j.linux.netlink.LinkEntry;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells addresses that vip4j added from those of others, which it must neither change nor remove. Used on the netlink
 * thread only.
 *
 * <p>Since Linux 5.18 an address carries IFA_PROTO, who added it. The mark names the {@link ProcessSlot} too, so that the
 * address of another vip4j process that lives is as foreign as any, and that of one that is dead is a leftover. Older
 * kernels have nothing of the kind: there an address is ours if this process bound it, or if it will be gone within the
 * lifetime that is asked for now. The latter is a lease of a process that died; an address from a DHCP server lives much
 * longer.
 */
final class AddressOwnership {

    /**
     * The mark of slot 0: 112, the IP protocol number of VRRP; that of slot 63 is 175. The kernel itself uses 1 to 3 and
     * leaves the rest to programs; keepalived and routing daemons mark theirs with the numbers of rt_protos, none of which
     * is among these.
     */
    private static final int FIRST_MARK = 112;

    private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.(\\d+).*", Pattern.DOTALL);

    private final int slot;
    private final IntPredicate isHeld;
    private final Set<Bound> bound = new HashSet<>();
    private boolean kernelReportsProtocol;

    private record Bound(int interfaceIndex, IpAddress address, int prefixLength) {}

    /**
     * @param kernelRelease as in {@code uname -r}, for example {@code 6.1.0-18-amd64}
     * @param slot that of this process
     * @param isHeld whether a living process holds another slot
     */
    AddressOwnership(String kernelRelease, int slot, IntPredicate isHeld) {
        this.slot = slot;
        this.isHeld = isHeld;
        Matcher release = RELEASE.matcher(kernelRelease);
        if (release.matches()) {
            int major = Integer.parseInt(release.group(1));
            int minor = Integer.parseInt(release.group(2));
            kernelReportsProtocol = major > 5 || (major == 5 && minor >= 18);
        }
    }

    /** The mark of a slot. */
    static int mark(int slot) {
        return FIRST_MARK + slot;
    }

    /** The slot of the process that added an address; empty if vip4j did not, or the kernel does not tell. */
    static OptionalInt slotOf(AddressEntry entry) {
        int candidate = entry.protocol() - FIRST_MARK;
        return candidate >= 0 && candidate < ProcessSlot.COUNT ? OptionalInt.of(candidate) : OptionalInt.empty();
    }

    /** What addresses of this process are marked with. */
    int mark() {
        return mark(slot);
    }

    /** A kernel that reports the mark for one address would report it for all: distributions port features back. */
    void learn(List<AddressEntry> reported) {
        kernelReportsProtocol |= reported.stream().anyMatch(entry -> entry.protocol() != 0);
    }

    void remember(LinkEntry link, VirtualAddress address) {
        bound.add(new Bound(link.index(), address.address(), address.prefixLength()));
    }

    void forget(LinkEntry link, VirtualAddress address) {
        bound.remove(new Bound(link.index(), address.address(), address.prefixLength()));
    }

    /**
     * Whether the address is that of this process, or of a vip4j process that has ended.
     *
     * @param lifetime that is asked for now, if any
     */
    boolean isOurs(AddressEntry entry, Optional<Duration> lifetime) {
        if (entry.protocol() != 0 || kernelReportsProtocol) {
            return slotOf(entry).isPresent() && !isOfAnotherProcess(entry);
        }
        return bound.contains(new Bound(entry.interfaceIndex(), entry.address(), entry.prefixLength()))
                || (entry.hasLifetime()
                        && lifetime.isPresent()
                        && entry.validSeconds() <= lifetime.get().toSeconds());
    }

    /** Whether the address is that of another vip4j process that lives. */
    boolean isOfAnotherProcess(AddressEntry entry) {
        OptionalInt adder = slotOf(entry);
        return adder.isPresent() && adder.getAsInt() != slot && isHeld.test(adder.getAsInt());
    }
}
