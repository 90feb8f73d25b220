/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.spi.InterfaceMonitor.InterfaceState;
import io.vip4j.vrrp.IpAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The addresses that an interface has no longer. Its listeners were mostly told the same state before, so that the answer
 * is kept for the next one: hundreds of routers watch one interface.
 */
final class DepartedAddresses {

    private final InterfaceState state;
    private InterfaceState former;
    private List<IpAddress> departed = List.of();

    /** @param state what the interface is now */
    DepartedAddresses(InterfaceState state) {
        this.state = state;
        this.former = state;
    }

    /** Those of an earlier state that are not there now, in their order. */
    @SuppressWarnings("ReferenceEquality") // To compare the content would cost as much as the answer.
    List<IpAddress> since(InterfaceState earlier) {
        if (earlier != former) {
            Set<IpAddress> left = new LinkedHashSet<>(earlier.addresses());
            state.addresses().forEach(left::remove);
            former = earlier;
            departed = List.copyOf(left);
        }
        return departed;
    }
}
