/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.linux.netlink.AddressEntry;
import io.vip4j.linux.netlink.LinkEntry;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AddressOwnershipTest {

    private static final Optional<Duration> THREE_SECONDS = Optional.of(Duration.ofSeconds(3));
    private static final LinkEntry ETH0 = new LinkEntry(2, "eth0", 1, 0, Optional.empty());

    @Test
    void sinceLinux518TheMarkAloneDecides() {
        AddressOwnership ownership = ownership("5.18.0-1-amd64");

        assertThat(ownership.isOurs(entry(112, AddressEntry.FOREVER), Optional.empty()))
                .isTrue();
        assertThat(ownership.isOurs(entry(0, 2), THREE_SECONDS)).isFalse();
        assertThat(ownership.isOurs(entry(3, 2), THREE_SECONDS)).isFalse();
        ownership.remember(ETH0, VirtualAddress.parse("198.51.100.10/24"));
        assertThat(ownership.isOurs(entry(0, AddressEntry.FOREVER), Optional.empty()))
                .isFalse();
    }

    @Test
    void beforeLinux518AShortRemainderOfALifetimeIsALeftover() {
        AddressOwnership ownership = ownership("5.15.0");

        assertThat(ownership.isOurs(entry(0, 3), THREE_SECONDS)).isTrue();
        assertThat(ownership.isOurs(entry(0, 4), THREE_SECONDS))
                .as("a DHCP lease")
                .isFalse();
        assertThat(ownership.isOurs(entry(0, AddressEntry.FOREVER), THREE_SECONDS))
                .isFalse();
        assertThat(ownership.isOurs(entry(0, 3), Optional.empty())).isFalse();
    }

    @Test
    void beforeLinux518WhatThisProcessBoundIsOursUntilItIsUnbound() {
        AddressOwnership ownership = ownership("4.19.0");
        VirtualAddress address = VirtualAddress.parse("198.51.100.10/24");

        ownership.remember(ETH0, address);
        assertThat(ownership.isOurs(entry(0, AddressEntry.FOREVER), Optional.empty()))
                .isTrue();
        ownership.forget(ETH0, address);
        assertThat(ownership.isOurs(entry(0, AddressEntry.FOREVER), Optional.empty()))
                .isFalse();
    }

    @Test
    void kernelThatReportsAMarkIsTreatedAsANewOne() {
        AddressOwnership ownership = ownership("5.14.0-427.el9");

        ownership.learn(List.of(entry(1, AddressEntry.FOREVER)));

        assertThat(ownership.isOurs(entry(0, 2), THREE_SECONDS)).isFalse();
    }

    @Test
    void unreadableReleaseIsTreatedAsAnOldKernel() {
        assertThat(ownership("").isOurs(entry(0, 2), THREE_SECONDS)).isTrue();
    }

    @Test
    void addressOfAnotherProcessIsOursOnlyWhenThatIsDead() {
        Set<Integer> held = new HashSet<>(Set.of(0, 3));
        AddressOwnership ownership = new AddressOwnership("6.1.0", 3, held::contains);

        assertThat(ownership.mark()).isEqualTo(115);
        assertThat(ownership.isOurs(entry(115, 2), THREE_SECONDS)).isTrue();
        assertThat(ownership.isOurs(entry(112, 2), THREE_SECONDS)).isFalse();
        assertThat(ownership.isOfAnotherProcess(entry(112, 2))).isTrue();
        held.remove(0);
        assertThat(ownership.isOurs(entry(112, 2), THREE_SECONDS)).isTrue();
        assertThat(ownership.isOfAnotherProcess(entry(112, 2))).isFalse();
        assertThat(ownership.isOfAnotherProcess(entry(111, 2))).isFalse();
    }

    @Test
    void marksAreThoseOfTheSlotsAndNoOthers() {
        assertThat(IntStream.range(0, 256)
                        .filter(mark -> AddressOwnership.slotOf(entry(mark, 2)).isPresent()))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(112, 175).boxed().toList());
    }

    private static AddressOwnership ownership(String kernelRelease) {
        return new AddressOwnership(kernelRelease, 0, slot -> slot == 0);
    }

    private static AddressEntry entry(int protocol, long validSeconds) {
        return new AddressEntry(2, IpAddress.parse("198.51.100.10"), 24, 0, protocol, validSeconds);
    }
}
