/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.spi.InterfaceMonitor;
import io.vip4j.spi.InterfaceMonitor.InterfaceState;
import io.vip4j.spi.Loop;
import io.vip4j.spi.ProcessDevices;
import io.vip4j.spi.VipPlatform;
import io.vip4j.vrrp.IpAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The device of one router that ends with this process: made when the router starts, made again at once when somebody
 * removes it or switches it off, removed when the router is closed. A router that is Active stays so meanwhile; only a
 * device that cannot be made keeps it from taking part.
 */
final class ProcessDeviceLink implements InterfaceMonitor.Listener {

    private final VipPlatform platform;
    private final ProcessDevices devices;
    private final Loop loop;
    private final Answers answers;
    private final String name;
    private final String networkInterface;
    private final Runnable changed;
    private final Loop.Alarm retry;
    private final Backoff backoff = new Backoff(0);
    private InterfaceMonitor.@Nullable Watch watch;
    private boolean begun;
    private boolean made;
    private boolean closed;
    private String failure = "";

    /**
     * @param name of the device
     * @param networkInterface where neighbours ask for the addresses
     * @param changed runs when it has become of use or of none
     */
    ProcessDeviceLink(VipPlatform platform, String name, String networkInterface, Runnable changed) {
        this.platform = platform;
        this.devices = platform.processDevices();
        this.loop = platform.loop();
        this.answers = new Answers(loop);
        this.name = name;
        this.networkInterface = networkInterface;
        this.changed = changed;
        this.retry = loop.newAlarm(this::make);
    }

    /** Starts to watch it. */
    void watch() {
        watch = platform.interfaces().watch(name, this);
    }

    /** Makes it for the first time. */
    void begin() {
        begun = true;
        make();
    }

    @Override
    public void changed(InterfaceState state) {
        if (made && !(state.exists() && state.up())) {
            make();
        }
    }

    @Override
    public void addressRemoved(IpAddress address) {
        // With the device, perhaps. The platform keeps the order: it is there before the address is put back.
        if (made) {
            make();
        }
    }

    /** Why it is of no use, for people; empty if it is. */
    Optional<String> problem() {
        if (made) {
            return Optional.empty();
        }
        return Optional.of(
                failure.isEmpty()
                        ? "device " + name + " does not exist yet"
                        : "cannot make device " + name + ": " + failure);
    }

    /** Removes it. Completes on the loop. */
    CompletableFuture<Void> close() {
        closed = true;
        retry.disarm();
        if (watch != null) {
            watch.close();
        }
        if (!begun) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> removed = new CompletableFuture<>();
        answers.await(devices.remove(name), unused -> removed.complete(null));
        return removed;
    }

    /** Does nothing if it is there and in order. */
    private void make() {
        if (closed) {
            return;
        }
        answers.await(Answers.to(() -> devices.create(name, networkInterface)), this::answered);
    }

    private void answered(@Nullable Throwable problem) {
        if (closed) {
            return;
        }
        boolean before = made;
        made = problem == null;
        if (problem == null) {
            failure = "";
            backoff.succeeded();
            retry.disarm();
        } else {
            failure = HoldingsBinder.text(problem);
            retry.armAt(loop.nanoTime() + backoff.failed().toNanos());
        }
        if (before != made || problem != null) {
            changed.run();
        }
    }
}
