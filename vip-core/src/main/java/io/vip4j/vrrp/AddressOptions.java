/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.vrrp;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * How an address is put on its interface, where that differs from the plain form.
 *
 * @param networkInterface the interface, if it is not that of the virtual router
 * @param label IPv4: name that ifconfig shows, 1..15 octets (Linux: IFA_LABEL)
 * @param scope how far it is valid; IPv6 takes it from the address itself
 * @param broadcast IPv4: broadcast address (IFA_BROADCAST)
 * @param peer the other end of a point-to-point link (IFA_ADDRESS)
 * @param noPrefixRoute add no route to the prefix (IFA_F_NOPREFIXROUTE)
 * @param preferredLifetime IPv6: whole seconds for which it may be chosen as a source; zero: never. Empty: as the
 *     platform thinks right, which is never for a /128 and always for others
 * @param duplicateAddressDetection IPv6: let the kernel probe before it uses the address, which costs a second at
 *     takeover; off by default (RFC 9568 8.2.2)
 */
public record AddressOptions(
        Optional<String> networkInterface,
        Optional<String> label,
        AddressScope scope,
        Optional<IpAddress> broadcast,
        Optional<IpAddress> peer,
        boolean noPrefixRoute,
        Optional<Duration> preferredLifetime,
        boolean duplicateAddressDetection) {

    /** The plain form. */
    public static final AddressOptions NONE = new AddressOptions(
            Optional.empty(),
            Optional.empty(),
            AddressScope.GLOBAL,
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            false);

    private static final int MAX_LABEL = 15; // Linux: IFNAMSIZ less the terminating zero.

    /** Checks what does not depend on the address. */
    public AddressOptions {
        label.filter(l -> l.isEmpty() || l.getBytes(StandardCharsets.UTF_8).length > MAX_LABEL)
                .ifPresent(l -> {
                    throw new ConfigurationException("label must have 1..15 octets: '" + l + "'");
                });
        preferredLifetime
                .filter(l -> l.isNegative() || l.toNanosPart() != 0 || l.toSeconds() > Integer.MAX_VALUE)
                .ifPresent(l -> {
                    throw new ConfigurationException("preferredLifetime must be whole seconds, 0 or more: " + l);
                });
    }

    /** These options on another interface. */
    public AddressOptions on(String value) {
        return new AddressOptions(
                Optional.of(value),
                label,
                scope,
                broadcast,
                peer,
                noPrefixRoute,
                preferredLifetime,
                duplicateAddressDetection);
    }

    /** These options with a label. */
    public AddressOptions label(String value) {
        return new AddressOptions(
                networkInterface,
                Optional.of(value),
                scope,
                broadcast,
                peer,
                noPrefixRoute,
                preferredLifetime,
                duplicateAddressDetection);
    }

    /** These options with another scope. */
    public AddressOptions scope(AddressScope value) {
        return new AddressOptions(
                networkInterface,
                label,
                value,
                broadcast,
                peer,
                noPrefixRoute,
                preferredLifetime,
                duplicateAddressDetection);
    }

    /** These options with a broadcast address. */
    public AddressOptions broadcast(IpAddress value) {
        return new AddressOptions(
                networkInterface,
                label,
                scope,
                Optional.of(value),
                peer,
                noPrefixRoute,
                preferredLifetime,
                duplicateAddressDetection);
    }

    /** These options with the other end of a point-to-point link. */
    public AddressOptions peer(IpAddress value) {
        return new AddressOptions(
                networkInterface,
                label,
                scope,
                broadcast,
                Optional.of(value),
                noPrefixRoute,
                preferredLifetime,
                duplicateAddressDetection);
    }

    /** These options without a route to the prefix. */
    public AddressOptions withoutPrefixRoute() {
        return new AddressOptions(
                networkInterface, label, scope, broadcast, peer, true, preferredLifetime, duplicateAddressDetection);
    }

    /** These options with a preferred lifetime. */
    public AddressOptions preferredLifetime(Duration value) {
        return new AddressOptions(
                networkInterface,
                label,
                scope,
                broadcast,
                peer,
                noPrefixRoute,
                Optional.of(value),
                duplicateAddressDetection);
    }

    /** These options with duplicate address detection. */
    public AddressOptions withDuplicateAddressDetection() {
        return new AddressOptions(
                networkInterface, label, scope, broadcast, peer, noPrefixRoute, preferredLifetime, true);
    }
}
