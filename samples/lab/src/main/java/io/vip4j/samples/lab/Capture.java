/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The advertisements and announcements that pass the bridge, with the kernel's time. Safe from any thread. */
public final class Capture implements AutoCloseable {

    // Advertisements, ARP and neighbour advertisements.
    private static final String FILTER = "proto 112 or arp or (icmp6 and ip6[40] == 136)";

    private final EventLog<CapturedFrame> frames = new EventLog<>("capture");
    private final EventLog<String> messages = new EventLog<>("tcpdump");
    private final ChildProcess process;

    private Capture(Lab lab, String filter) {
        process = lab.start(
                lab.bridgeNamespace(),
                "capture",
                // As root: without -Z it would give up rights that writing to our pipe may need. With 16 MiB of buffer,
                // since a thousand frames in a few milliseconds overflow the usual two.
                List.of(
                        "tcpdump",
                        "-i",
                        Lab.BRIDGE,
                        "-n",
                        "-U",
                        "--immediate-mode",
                        "-B",
                        "16384",
                        "-Z",
                        "root",
                        "-w",
                        "-",
                        filter),
                Map.of(),
                stream -> PcapReader.read(stream, this::seen),
                StreamReader.lines(messages::append));
    }

    /** Starts to listen; it hears everything that is sent after it returned. */
    public static Capture start(Lab lab) {
        return start(lab, FILTER);
    }

    /** Starts to listen to one host only, which takes part in a flood of packets, say. */
    public static Capture startOn(LabHost host) {
        return start(host.lab(), "ether src " + host.hardwareAddress() + " and (" + FILTER + ")");
    }

    private static Capture start(Lab lab, String filter) {
        Capture capture = new Capture(lab, filter);
        capture.messages.await("the start of tcpdump", 0, line -> line.contains("listening on"), Deadline.GENEROUS);
        return capture;
    }

    private void seen(Instant at, byte[] frame) {
        FrameDecoder.decode(at, frame).ifPresent(frames::append);
    }

    /** The frames so far, and those to come. */
    public EventLog<CapturedFrame> frames() {
        return frames;
    }

    /** The advertisements that a host sent, from a position in {@link #frames} on. */
    public List<CapturedFrame.Advertisement> advertisementsOf(LabHost host, int mark) {
        Set<String> own = host.addresses();
        List<CapturedFrame.Advertisement> found = new ArrayList<>();
        for (CapturedFrame frame : frames.since(mark)) {
            if (frame instanceof CapturedFrame.Advertisement advertisement && own.contains(advertisement.source())) {
                found.add(advertisement);
            }
        }
        return found;
    }

    @Override
    public void close() {
        process.close();
    }
}
