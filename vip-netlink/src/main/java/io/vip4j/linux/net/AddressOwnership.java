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
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells addresses that vip4j added from those of others, which it must neither change nor remove. Used on the netlink
 * thread only.
 *
 * <p>Since Linux 5.18 an address carries IFA_PROTO, who added it. Older kernels have nothing of the kind: there an
 * address is ours if this process bound it, or if it will be gone within the lifetime that is asked for now. The latter
 * is a lease of a process that died; an address from a DHCP server lives much longer.
 */
final class AddressOwnership {

    /**
     * The mark of vip4j, 112, the IP protocol number of VRRP. The kernel itself uses 1 to 3 and leaves the rest to
     * programs; keepalived and routing daemons mark theirs with the numbers of rt_protos, none of which is 112.
     */
    static final int PROTOCOL = 112;

    private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.(\\d+).*", Pattern.DOTALL);

    private final Set<Bound> bound = new HashSet<>();
    private boolean kernelReportsProtocol;

    private record Bound(int interfaceIndex, IpAddress address, int prefixLength) {}

    /** @param kernelRelease as in {@code uname -r}, for example {@code 6.1.0-18-amd64} */
    AddressOwnership(String kernelRelease) {
        Matcher release = RELEASE.matcher(kernelRelease);
        if (release.matches()) {
            int major = Integer.parseInt(release.group(1));
            int minor = Integer.parseInt(release.group(2));
            kernelReportsProtocol = major > 5 || (major == 5 && minor >= 18);
        }
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
     * Whether vip4j added the address.
     *
     * @param lifetime that is asked for now, if any
     */
    boolean isOurs(AddressEntry entry, Optional<Duration> lifetime) {
        if (entry.protocol() != 0 || kernelReportsProtocol) {
            return entry.protocol() == PROTOCOL;
        }
        return bound.contains(new Bound(entry.interfaceIndex(), entry.address(), entry.prefixLength()))
                || (entry.hasLifetime()
                        && lifetime.isPresent()
                        && entry.validSeconds() <= lifetime.get().toSeconds());
    }
}
