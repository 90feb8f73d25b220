/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd.service;

import io.vip4j.spi.Loop;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service manager that started this process, if one did that wants to be told (sd_notify(3), sd_watchdog_enabled(3)).
 * Safe from any thread; nothing here waits for it or fails because of it.
 */
public final class ServiceManager implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceManager.class);
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /** Nobody. */
    public static final ServiceManager NONE = new ServiceManager(Optional.empty(), Optional.empty());

    private final Optional<NotifySocket> socket;
    private final Optional<Duration> watchdog;

    private @Nullable String lastStatus; // Guarded by this.

    private ServiceManager(Optional<NotifySocket> socket, Optional<Duration> watchdog) {
        this.socket = socket;
        this.watchdog = watchdog;
    }

    /**
     * Whom the environment names.
     *
     * @param environment {@code NOTIFY_SOCKET}, {@code WATCHDOG_USEC} and {@code WATCHDOG_PID} count; a wrong one is logged
     *     and is as good as none
     */
    public static ServiceManager of(Map<String, String> environment) {
        return new ServiceManager(socket(environment), watchdog(environment));
    }

    private static Optional<NotifySocket> socket(Map<String, String> environment) {
        String address = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (address.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(NotifySocket.open(address));
        } catch (IOException e) {
            LOG.warn("the service manager cannot be told anything: NOTIFY_SOCKET {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<Duration> watchdog(Map<String, String> environment) {
        String limit = environment.getOrDefault("WATCHDOG_USEC", "");
        String self = Long.toString(ProcessHandle.current().pid());
        if (limit.isEmpty() || !environment.getOrDefault("WATCHDOG_PID", self).equals(self)) {
            return Optional.empty();
        }
        try {
            long micros = Long.parseLong(limit);
            if (micros > 0) {
                return Optional.of(Duration.ofNanos(Math.multiplyExact(micros, 1000L)));
            }
        } catch (NumberFormatException | ArithmeticException e) {
            // Falls through to the warning.
        }
        LOG.warn("no watchdog: WATCHDOG_USEC must be a positive number of microseconds: {}", limit);
        return Optional.empty();
    }

    /** Whether anybody is told anything. */
    public boolean listens() {
        return socket.isPresent();
    }

    /** The start, or the last reload, is over. */
    public void ready() {
        tell("READY=1");
    }

    /** The configuration is read again; {@link #ready} says when that is done. */
    public void reloading() {
        // System.nanoTime is CLOCK_MONOTONIC on Linux, by which the manager tells this reload from an earlier one.
        tell("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1000);
    }

    /**
     * The end has begun.
     *
     * @param limit how long it may take; the manager waits at least so long before it kills
     */
    public void stopping(Duration limit) {
        tell("STOPPING=1\nEXTEND_TIMEOUT_USEC=" + limit.toNanos() / 1000);
    }

    /**
     * What people see beside the service's name.
     *
     * @param text one line, in which control characters become spaces; the same one again is not sent
     */
    public synchronized void status(String text) {
        if (!text.equals(lastStatus)) {
            lastStatus = text;
            tell("STATUS=" + CONTROL.matcher(text).replaceAll(" "));
        }
    }

    /** From now on says that this process is alive, twice in the time that the manager allows, in a turn of this loop. */
    public void watch(Loop loop) {
        if (listens()) {
            watchdog.ifPresent(limit -> Heartbeat.start(loop, limit.dividedBy(2), () -> tell("WATCHDOG=1")));
        }
    }

    private void tell(String text) {
        socket.ifPresent(open -> open.send(text));
    }

    /** What was told last has left. */
    @Override
    public void close() {
        socket.ifPresent(NotifySocket::close);
    }
}
