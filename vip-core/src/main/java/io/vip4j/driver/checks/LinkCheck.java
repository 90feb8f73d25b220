/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import io.vip4j.health.Reading;
import io.vip4j.spi.InterfaceMonitor;
import io.vip4j.spi.InterfaceMonitor.InterfaceState;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;

/** Watches the link of an interface. */
final class LinkCheck implements RunningCheck, InterfaceMonitor.Listener {

    private final String networkInterface;
    private final InterfaceMonitor monitor;
    private final CheckReport report;
    private String last = "";
    private InterfaceMonitor.Watch watch = () -> {};

    LinkCheck(String networkInterface, InterfaceMonitor monitor, CheckReport report) {
        this.networkInterface = networkInterface;
        this.monitor = monitor;
        this.report = report;
    }

    @Override
    public void start() {
        try {
            watch = monitor.watch(networkInterface, this);
        } catch (PlatformException e) {
            // What cannot be seen counts as down: the operator asked for it to count.
            say(false, "cannot be watched: " + e.getMessage());
        }
    }

    @Override
    public void changed(InterfaceState state) {
        say(state.up(), state.up() ? "is up" : state.exists() ? "is down" : "does not exist");
    }

    private void say(boolean up, String what) {
        if (!what.equals(last)) {
            last = what;
            String detail = "interface " + networkInterface + " " + what;
            report.answered(
                    new CheckReport.Answer(up, detail, Duration.ZERO, false),
                    Reading.of(up),
                    up ? "UP" : "DOWN: " + detail);
        }
    }

    @Override
    public void addressRemoved(IpAddress address) {
        // The link counts, not the addresses.
    }

    @Override
    public void close() {
        watch.close();
    }
}
