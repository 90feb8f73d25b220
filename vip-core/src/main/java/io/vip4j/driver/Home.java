/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.AddressOptions;
import io.vip4j.vrrp.AddressScope;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.IpPrefix;
import io.vip4j.vrrp.VirtualAddress;
import java.util.List;
import java.util.Optional;

/**
 * Where the addresses of one router live, and where its neighbours are.
 *
 * @param networkInterface where neighbours are told of the addresses, and where routes go that name no interface; the
 *     addresses are there too, if there is no device
 * @param device the device that ends with this process, which has the IPv4 addresses
 */
record Home(String networkInterface, Optional<String> device) {

    /** On the interface of the configuration, or on that with the virtual hardware address. */
    static Home onInterface(VirtualRouterConfig config) {
        return new Home(VirtualMacLink.homeOf(config), Optional.empty());
    }

    /** On a device of the process. */
    static Home onDevice(VirtualRouterConfig config, String device) {
        return new Home(config.networkInterface(), Optional.of(device));
    }

    /** The interface that an address is put on. Neighbours ask for IPv6 addresses only where they are, so these stay. */
    String interfaceOf(VirtualAddress address) {
        return address.options()
                .networkInterface()
                .orElseGet(() -> isOnDevice(address) ? device.orElseThrow() : networkInterface);
    }

    /**
     * An address as it is put there. On a device it has no subnet behind it, and a scope that keeps the kernel from
     * choosing it as the source of packets that leave by other interfaces.
     */
    VirtualAddress formOf(VirtualAddress address) {
        if (!isOnDevice(address)) {
            return address;
        }
        AddressScope wanted = address.options().scope();
        AddressOptions options =
                AddressOptions.NONE.scope(wanted.equals(AddressScope.GLOBAL) ? AddressScope.LINK : wanted);
        return new VirtualAddress(address.address(), AddressFamily.IPV4.bits(), options);
    }

    /** The subnets that addresses bring along elsewhere but not on a device, and that an own address is not in. */
    List<IpPrefix> missingSubnets(List<VirtualAddress> addresses, IpAddress own) {
        return addresses.stream()
                .filter(address -> isOnDevice(address) && address.prefixLength() < AddressFamily.IPV4.bits())
                .map(address -> subnetOf(address.address(), address.prefixLength()))
                .distinct()
                .filter(subnet -> own.family() != AddressFamily.IPV4 || !subnet.equals(subnetOf(own, subnet.length())))
                .toList();
    }

    private static IpPrefix subnetOf(IpAddress address, int length) {
        return new IpPrefix(IpAddress.ofIpv4((int) address.low() & (-1 << (32 - length))), length);
    }

    /** Where neighbours hear of addresses and may dispute them. */
    List<Place> places(List<VirtualAddress> addresses) {
        return addresses.stream()
                .map(address ->
                        new Place(address.options().networkInterface().orElse(networkInterface), address.address()))
                .toList();
    }

    /** Whether all of them end with the process. */
    boolean endsWithProcess(List<VirtualAddress> addresses) {
        return addresses.stream().allMatch(this::isOnDevice);
    }

    private boolean isOnDevice(VirtualAddress address) {
        return device.isPresent()
                && address.family() == AddressFamily.IPV4
                && address.options().networkInterface().isEmpty();
    }
}
