/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.spi.ProcessDevices;
import io.vip4j.vrrp.Vrid;
import java.util.HashSet;
import java.util.Set;

/**
 * The names of the devices of this process. A VRID may occur on several interfaces, and for a moment twice on one when a
 * router is started anew, so that it alone names none.
 */
final class DeviceNames {

    private final ProcessDevices devices;
    private final Set<String> taken = new HashSet<>(); // Bounded: one for each router.

    DeviceNames(ProcessDevices devices) {
        this.devices = devices;
    }

    /** A name that no other device of this process has. */
    String take(Vrid vrid) {
        int number = 0;
        while (!taken.add(devices.name(vrid, number))) {
            number++;
        }
        return devices.name(vrid, number);
    }

    void giveBack(String name) {
        taken.remove(name);
    }
}
