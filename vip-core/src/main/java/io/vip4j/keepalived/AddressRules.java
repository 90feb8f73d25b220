/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.keepalived.InstanceDraft.AddressLine;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import java.util.HashMap;
import java.util.Map;

/** The rules between the addresses of an instance. */
final class AddressRules {

    private final InstanceDraft draft;
    private final Diagnostics diagnostics;

    AddressRules(InstanceDraft draft, Diagnostics diagnostics) {
        this.draft = draft;
        this.diagnostics = diagnostics;
    }

    /** That of the first address; without one, that of the other addresses of the election, else IPv4. */
    AddressFamily family() {
        if (!draft.addresses.isEmpty()) {
            return draft.addresses.get(0).address().family();
        }
        if (!draft.peers.isEmpty()) {
            return draft.peers.get(0).peer().address().family();
        }
        boolean nativeIpv6 = draft.has("native_ipv6");
        return draft.source
                .or(() -> draft.multicastGroup)
                .map(IpAddress::family)
                .orElse(nativeIpv6 ? AddressFamily.IPV6 : AddressFamily.IPV4);
    }

    /** Whether they can be put into one configuration; every reason against it is reported. */
    boolean areRight() {
        boolean right = areThere();
        right &= areOfOneFamily();
        right &= areUnique();
        right &= startLinkLocal();
        return right;
    }

    private boolean areThere() {
        if (!draft.addresses.isEmpty()) {
            if (draft.has("no_virtual_ipaddress")) {
                diagnostics.warning(
                        draft.lineOf("no_virtual_ipaddress"),
                        "no_virtual_ipaddress has no effect: there are addresses on "
                                + draft.addresses.get(0).at().seenFrom(draft.lineOf("no_virtual_ipaddress")));
            }
            return true;
        }
        if (draft.has("virtual_ipaddress")) {
            diagnostics.error(draft.lineOf("virtual_ipaddress"), "virtual_ipaddress must have a valid address");
            return false;
        }
        if (!draft.has("no_virtual_ipaddress")) {
            diagnostics.error(
                    draft.at,
                    "vrrp_instance '" + draft.name + "' must have 'virtual_ipaddress', or 'no_virtual_ipaddress' for an"
                            + " election without an advertised address");
            return false;
        }
        return true;
    }

    private boolean areOfOneFamily() {
        boolean fit = true;
        for (AddressLine line : draft.addresses) {
            AddressLine first = draft.addresses.get(0);
            if (line.address().family() != first.address().family()) {
                fit = false;
                diagnostics.error(
                        line.at(),
                        "virtual_ipaddress must be of one family, like "
                                + first.address() + " on " + first.at().seenFrom(line.at())
                                + "; use virtual_ipaddress_excluded or a second vrrp_instance for: " + line.address());
            }
        }
        return fit;
    }

    private boolean areUnique() {
        Map<IpAddress, Position> seen = new HashMap<>();
        boolean unique = true;
        for (AddressLine line : draft.addresses) {
            unique &= isNew(seen, line, "virtual_ipaddress");
        }
        for (AddressLine line : draft.excludedAddresses) {
            unique &= isNew(seen, line, "virtual_ipaddress_excluded");
        }
        return unique;
    }

    private boolean isNew(Map<IpAddress, Position> seen, AddressLine line, String keyword) {
        IpAddress address = line.address().address();
        Position earlier = seen.putIfAbsent(address, line.at());
        if (earlier != null) {
            diagnostics.error(
                    line.at(), keyword + " must not repeat, see " + earlier.seenFrom(line.at()) + ": " + address);
        }
        return earlier == null;
    }

    /** RFC 9568 5.2.9; unicast is outside the RFC. */
    private boolean startLinkLocal() {
        if (draft.addresses.isEmpty() || draft.has("unicast_peer")) {
            return true;
        }
        AddressLine first = draft.addresses.get(0);
        VirtualAddress address = first.address();
        if (address.family() == AddressFamily.IPV4 || address.address().isLinkLocal()) {
            return true;
        }
        diagnostics.error(
                first.at(),
                "the first IPv6 address must be link-local (RFC 9568 5.2.9): add a line such as fe80::"
                        + Integer.toHexString(draft.vrid.orElse(1)) + "/64 before " + address + ", on every node");
        return false;
    }
}
