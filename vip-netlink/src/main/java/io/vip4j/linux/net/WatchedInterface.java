/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.spi.InterfaceMonitor.InterfaceState;
import io.vip4j.spi.InterfaceMonitor.Listener;
import io.vip4j.vrrp.IpAddress;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener of an interface, and what it was told last. On the loop. */
final class WatchedInterface {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedInterface.class);

    private final String name;
    private final Listener listener;
    private final FaultLog faults = new FaultLog(LOG);
    private InterfaceState told;
    private boolean ended;

    WatchedInterface(String name, Listener listener) {
        this.name = name;
        this.listener = listener;
        this.told = InterfaceState.absent(name);
    }

    String name() {
        return name;
    }

    /** Tells nothing more. */
    void end() {
        ended = true;
    }

    /** Tells a state if it is another one. */
    void compare(InterfaceState state, DepartedAddresses departed) {
        if (state.exists() && told.exists() && state.index() != told.index()) {
            // Another interface of the same name: sockets on the former one are dead, so it must be seen to go.
            InterfaceState absent = InterfaceState.absent(name);
            tell(absent, new DepartedAddresses(absent));
        }
        if (!state.equals(told)) {
            tell(state, departed);
        }
    }

    /** Tells a state, and each address that has gone with it. */
    void tell(InterfaceState state, DepartedAddresses departed) {
        List<IpAddress> gone = departed.since(told);
        told = state;
        call(() -> listener.changed(state));
        for (IpAddress address : gone) {
            call(() -> listener.addressRemoved(address));
        }
    }

    private void call(Runnable event) {
        if (ended) {
            return;
        }
        try {
            event.run();
        } catch (RuntimeException | Error fault) {
            faults.unexpected("the listener of " + name, fault);
        }
    }
}
