/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import io.vip4j.samples.lab.Capture;
import io.vip4j.samples.lab.CapturedFrame;
import io.vip4j.samples.lab.CapturedFrame.Advertisement;
import io.vip4j.samples.lab.CapturedFrame.Announcement;
import io.vip4j.samples.lab.ConfiguredNode;
import io.vip4j.samples.lab.Deadline;
import io.vip4j.samples.lab.Lab;
import io.vip4j.samples.lab.LabException;
import io.vip4j.samples.lab.LabHost;
import io.vip4j.samples.lab.Product;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An Active router that is killed, keepalived in every case, and a Backup that takes over from it and is measured. All
 * times are those of frames on the bridge.
 */
final class DyingActive implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int QUIET_ADVERTISEMENTS = 5;

    private final Lab lab = Lab.open();
    private final Duration interval;
    private final String activeFile;
    private final List<String> addresses;
    private final LabHost activeHost;
    private final LabHost backupHost;
    private final ConfiguredNode active;
    private final Capture capture;

    /** Starts the Active router, then the Backup. */
    DyingActive(Product product, Duration interval, String activeFile, String backupFile, List<String> addresses) {
        this.interval = interval;
        this.activeFile = activeFile;
        this.addresses = addresses;
        this.activeHost = lab.join("active", "198.51.100.2");
        this.backupHost = lab.join("backup", "198.51.100.1");
        this.active = new ConfiguredNode(Product.KEEPALIVED, activeHost);
        this.capture = Capture.start(lab);
        startActive(); // First, so that the Backup's process never takes the role before it is measured.
        ConfiguredNode backup = new ConfiguredNode(product, backupHost);
        backup.start(backupFile);
        backup.output().await("the Backup", 0, line -> line.contains("BACKUP"), LIMIT);
        awaitActive();
    }

    /** Starts the Active router, which takes the role, and waits until it has been heard some times. */
    void startActive() {
        addresses.forEach(activeHost::deleteAddress); // A killed one has left them behind.
        active.start(activeFile);
        awaitActive();
    }

    private void awaitActive() {
        int mark = capture.frames().mark();
        for (int heard = 0; heard < QUIET_ADVERTISEMENTS; heard++) {
            mark = await(activeHost, mark);
        }
    }

    /** Kills it; when it was heard last. */
    Instant kill() {
        active.kill();
        Deadline.pause(interval); // What was on its way is captured by now.
        List<Advertisement> sent = capture.advertisementsOf(activeHost, 0);
        return sent.get(sent.size() - 1).at();
    }

    /** The first advertisement of the Backup after that time. */
    Instant takenOver(Instant after) {
        return capture.frames()
                .await(
                        "the takeover of " + backupHost,
                        0,
                        frame -> isAdvertisedBy(backupHost, frame) && frame.at().isAfter(after),
                        LIMIT)
                .at();
    }

    /** When the Backup, after that time, has announced the last of all addresses for the first time. */
    Instant announcedAll(Instant after) {
        String station = backupHost.hardwareAddress();
        Map<String, Instant> first = new HashMap<>();
        Deadline limit = Deadline.after(LIMIT);
        while (first.size() < addresses.size()) {
            if (limit.isOver()) {
                throw new LabException(
                        backupHost + " must announce " + addresses.size() + " addresses, did " + first.size());
            }
            Deadline.pause();
            for (CapturedFrame frame : capture.frames().all()) {
                if (frame instanceof Announcement announcement
                        && frame.at().isAfter(after)
                        && addresses.contains(announcement.address())
                        && announcement.hardwareAddress().equals(station)) {
                    first.putIfAbsent(announcement.address(), frame.at());
                }
            }
        }
        return first.values().stream().max(Instant::compareTo).orElse(after);
    }

    private int await(LabHost host, int mark) {
        CapturedFrame found = capture.frames()
                .await("an advertisement of " + host, mark, frame -> isAdvertisedBy(host, frame), LIMIT);
        return mark + capture.frames().since(mark).indexOf(found) + 1;
    }

    private static boolean isAdvertisedBy(LabHost host, CapturedFrame frame) {
        return frame instanceof Advertisement advertisement
                && advertisement.source().equals(host.address());
    }

    @Override
    public void close() {
        lab.close();
    }
}
