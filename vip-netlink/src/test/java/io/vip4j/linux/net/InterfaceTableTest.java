/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.linux.netlink.AddressEntry;
import io.vip4j.linux.netlink.AddressForm;
import io.vip4j.linux.netlink.LinkEntry;
import io.vip4j.spi.InterfaceMonitor.InterfaceState;
import io.vip4j.vrrp.IpAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InterfaceTableTest {

    private static final int UP = 0x11043;
    private static final IpAddress FIRST = IpAddress.parse("198.51.100.1");
    private static final IpAddress SECOND = IpAddress.parse("198.51.100.2");

    private final InterfaceTable table = new InterfaceTable();

    @Test
    void primaryAddressesComeFirst() {
        table.putLink(link(2, "eth0", UP));
        table.putAddress(address(2, SECOND, 24, 1, 3));
        table.putAddress(address(2, FIRST, 24, 0, AddressEntry.FOREVER));

        assertThat(table.state("eth0")).isEqualTo(new InterfaceState("eth0", 2, true, List.of(FIRST, SECOND)));
    }

    @Test
    void renewedLifetimeIsNoChange() {
        table.putLink(link(2, "eth0", UP));

        assertThat(table.putAddress(address(2, FIRST, 24, 0, 3))).isTrue();
        assertThat(table.putAddress(address(2, FIRST, 24, 0, 2))).isFalse();
        assertThat(table.putAddress(address(2, FIRST, 24, 1, 2)))
                .as("became secondary")
                .isTrue();
    }

    @Test
    void addressWithTwoPrefixesIsThereUntilBothAreGone() {
        table.putLink(link(2, "eth0", UP));
        table.putAddress(address(2, FIRST, 24, 0, 3));
        table.putAddress(address(2, FIRST, 32, 0, 3));
        assertThat(table.state("eth0").addresses()).containsExactly(FIRST);

        assertThat(table.removeAddress(address(2, FIRST, 24, 0, 0))).isTrue();
        assertThat(table.state("eth0").addresses()).containsExactly(FIRST);
        assertThat(table.removeAddress(address(2, FIRST, 32, 0, 0))).isTrue();
        assertThat(table.state("eth0").addresses()).isEmpty();
        assertThat(table.removeAddress(address(2, FIRST, 32, 0, 0))).isFalse();
    }

    @Test
    void addressIsToldWhenItsDuplicateDetectionIsOver() {
        IpAddress tested = IpAddress.parse("2001:db8::1");
        table.putLink(link(2, "eth0", UP));
        assertThat(table.putAddress(address(2, tested, 64, 0x40, 3))).isTrue();
        assertThat(table.state("eth0").addresses()).isEmpty();

        assertThat(table.putAddress(address(2, tested, 64, 0x80, 3))).isTrue();
        assertThat(table.state("eth0").addresses()).containsExactly(tested);
    }

    @Test
    void addressWithTwoPeersIsThereUntilBothAreGone() {
        table.putLink(link(2, "eth0", UP));
        AddressEntry one = peer(IpAddress.parse("192.0.2.7"));
        AddressEntry other = peer(IpAddress.parse("192.0.2.8"));
        assertThat(table.putAddress(one)).isTrue();
        assertThat(table.putAddress(other)).isTrue();

        assertThat(table.removeAddress(one)).isTrue();
        assertThat(table.removeAddress(one)).isFalse();
        assertThat(table.state("eth0").addresses()).containsExactly(FIRST);
        assertThat(table.removeAddress(other)).isTrue();
        assertThat(table.state("eth0").addresses()).isEmpty();
    }

    private static AddressEntry peer(IpAddress peer) {
        AddressForm form = new AddressForm(Optional.of(peer), Optional.empty(), Optional.empty(), 0);
        return new AddressEntry(2, FIRST, 32, 0, 0, AddressEntry.FOREVER, form);
    }

    @Test
    void removedLinkTakesItsAddressesAlong() {
        table.putLink(link(2, "eth0", UP));
        table.putAddress(address(2, FIRST, 24, 0, 3));

        table.removeLink(link(2, "eth0", UP));

        assertThat(table.state("eth0")).isEqualTo(InterfaceState.absent("eth0"));
        table.putLink(link(2, "eth0", UP));
        assertThat(table.state("eth0").addresses()).isEmpty();
    }

    @Test
    void renamedLinkIsFoundByItsNewNameOnly() {
        table.putLink(link(2, "eth0", UP));

        assertThat(table.putLink(link(2, "lan", UP))).isTrue();

        assertThat(table.link("eth0")).isEmpty();
        assertThat(table.link("lan")).isPresent();
        assertThat(table.names()).containsExactly("lan");
    }

    private static LinkEntry link(int index, String name, int flags) {
        return new LinkEntry(index, name, 1, flags, Optional.empty());
    }

    private static AddressEntry address(int index, IpAddress address, int prefixLength, int flags, long valid) {
        return new AddressEntry(index, address, prefixLength, flags, 0, valid);
    }
}
