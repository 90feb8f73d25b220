/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * haproxy, with keepalived beside it, as the tutorial has them: a script that looks for haproxy each 4 s and starts it again.
 * Its weight is 0, so that the address moves if that does not help.
 */
final class HaproxyKeepalivedNode extends ProxyNode {

    private static final String WEIGHT = "weight 0";

    private final HaproxyNode node;
    private final RouterSettings router;

    // Written by start.
    private int logBeforeStart;

    HaproxyKeepalivedNode(LabHost host, Forwarding forwarding, RouterSettings router) {
        super(host);
        this.router = router;
        String text = forwarding.at("*").haproxyCfg(); // as the tutorial: nothing to bind when the address comes
        this.node = new HaproxyNode(Product.KEEPALIVED, host, text, output());
    }

    @Override
    void start() {
        if (forwarders().isEmpty()) {
            node.startHaproxy();
        }
        if (!node.daemon().isRunning()) {
            // One that was killed has left its address behind; a reboot would have cleared it.
            router.bareAddresses().forEach(host()::deleteAddress);
            logBeforeStart = node.daemon().output().mark();
            node.startDaemon(router.priority().value(), WEIGHT);
        }
    }

    @Override
    void awaitTakesPart(Duration limit) {
        node.daemon()
                .output()
                .await("the election on " + host(), logBeforeStart, line -> line.contains("Entering BACKUP"), limit);
    }

    /** Those that the script has started, too. */
    @Override
    List<Long> forwarders() {
        return pids().stream().filter(this::isHaproxy).toList();
    }

    private List<Long> pids() {
        return Command.run("ip", "netns", "pids", host().namespace())
                .lines()
                .map(line -> Long.parseLong(line.strip()))
                .toList();
    }

    private boolean isHaproxy(long pid) {
        return command(pid).equals(HaproxyNode.uniqueName(host()));
    }

    private static String command(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "comm"))
                    .strip();
        } catch (IOException e) {
            return ""; // It has ended since.
        }
    }

    private Instant signal(String signal) {
        List<Long> pids = forwarders();
        Instant at = Instant.now();
        pids.forEach(pid -> Signals.send(signal, pid));
        return at;
    }

    @Override
    Instant killProxy() {
        return signal("KILL");
    }

    @Override
    Instant freezeProxy() {
        return signal("STOP");
    }

    @Override
    void thawProxy() {
        signal("CONT");
    }

    @Override
    void stop(Duration limit) {
        node.daemon().terminate(limit);
        signal("TERM");
        Deadline deadline = Deadline.after(limit);
        while (!forwarders().isEmpty()) {
            if (deadline.isOver()) {
                throw new LabException("haproxy still runs " + limit.toMillis() + " ms after SIGTERM: " + this);
            }
            Deadline.pause();
        }
    }

    @Override
    long residentKib() {
        return pids().stream()
                .filter(pid -> isHaproxy(pid) || command(pid).equals("keepalived"))
                .mapToLong(Daemon::residentKib)
                .sum();
    }
}
