/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.spi.InterfaceMonitor;
import io.vip4j.spi.InterfaceMonitor.InterfaceState;
import io.vip4j.spi.Loop;
import io.vip4j.spi.VipPlatform;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The interface with the virtual hardware address of one router (RFC 9568 7.3): made when the base interface is there,
 * made again when it or its base was made again, removed when the router is closed.
 */
final class VirtualMacLink implements InterfaceMonitor.Listener {

    private final VipPlatform platform;
    private final Loop loop;
    private final Answers answers;
    private final VirtualRouterConfig config;
    private final String name;
    private final Runnable changed;
    private final Loop.Alarm retry;
    private final Backoff backoff = new Backoff(0);
    private InterfaceMonitor.@Nullable Watch watch;
    private InterfaceState state;
    private boolean baseExists;
    private boolean asked;
    private boolean making;
    private boolean retryWaits;
    private boolean closed;
    private String failure = "";

    /**
     * @param config with a virtual hardware address
     * @param changed runs when it has become of use or of none
     */
    VirtualMacLink(VipPlatform platform, VirtualRouterConfig config, Runnable changed) {
        this.platform = platform;
        this.loop = platform.loop();
        this.answers = new Answers(loop);
        this.config = config;
        this.name = nameOf(config).orElseThrow();
        this.changed = changed;
        this.state = InterfaceState.absent(name);
        this.retry = loop.newAlarm(this::tryAgain);
    }

    /** The name of the interface that a configuration asks for. */
    static Optional<String> nameOf(VirtualRouterConfig config) {
        return config.virtualMac()
                .map(wanted -> wanted.networkInterface()
                        .orElseGet(() -> (config.family() == AddressFamily.IPV4 ? "vrrp4." : "vrrp6.")
                                + config.vrid().value()));
    }

    /** Where the addresses of a router are and its neighbours are told. */
    static String homeOf(VirtualRouterConfig config) {
        return nameOf(config).orElse(config.networkInterface());
    }

    /** Where the advertisements of a router go. */
    static String advertisementInterfaceOf(VirtualRouterConfig config) {
        return config.virtualMac().filter(wanted -> wanted.advertiseFromBase()).isPresent()
                ? config.networkInterface()
                : homeOf(config);
    }

    /** Starts to watch it. */
    void watch() {
        watch = platform.interfaces().watch(name, this);
    }

    void baseSeen(boolean exists) {
        if (exists && !baseExists) {
            retry.disarm(); // What failed was without a base, or on another one.
            retryWaits = false;
            backoff.succeeded();
        }
        baseExists = exists;
        makeIfMissing();
    }

    @Override
    public void changed(InterfaceState newState) {
        boolean before = problem().isEmpty();
        state = newState;
        makeIfMissing();
        if (before != problem().isEmpty()) {
            changed.run();
        }
    }

    @Override
    public void addressRemoved(IpAddress address) {
        // Whoever holds addresses there hears it.
    }

    /** Why it is of no use, for people; empty if it is. */
    Optional<String> problem() {
        if (state.exists() && state.up()) {
            return Optional.empty();
        }
        if (!failure.isEmpty()) {
            return Optional.of("cannot make interface " + name + ": " + failure);
        }
        return Optional.of("interface " + name + (state.exists() ? " is down" : " does not exist yet"));
    }

    /** Removes it. Completes on the loop. */
    CompletableFuture<Void> close() {
        closed = true;
        retry.disarm();
        if (watch != null) {
            watch.close();
        }
        if (!asked) {
            return CompletableFuture.completedFuture(null); // It may be that of a router that goes on.
        }
        CompletableFuture<Void> removed = new CompletableFuture<>();
        answers.await(platform.virtualMacs().remove(name), unused -> removed.complete(null));
        return removed;
    }

    private void makeIfMissing() {
        if (closed || making || retryWaits || !baseExists || state.exists()) {
            return;
        }
        asked = true;
        making = true;
        answers.await(
                Answers.to(() ->
                        platform.virtualMacs().create(config.networkInterface(), name, config.family(), config.vrid())),
                this::made);
    }

    private void made(@Nullable Throwable problem) {
        making = false;
        if (closed) {
            return;
        }
        if (problem == null) {
            failure = "";
            backoff.succeeded();
            return; // The monitor tells when it is there.
        }
        failure = HoldingsBinder.text(problem);
        Duration wait = backoff.failed();
        retryWaits = true;
        retry.armAt(loop.nanoTime() + wait.toNanos());
        changed.run();
    }

    private void tryAgain() {
        retryWaits = false; // An early alarm only tries early.
        makeIfMissing();
    }
}
