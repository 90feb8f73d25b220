/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What others do to addresses. */
final class AddressFaults {

    private static final Duration WHILE = Duration.ofSeconds(3);
    private static final Duration EACH = Duration.ofMillis(100);

    /** A vipd that is robbed again and again stays away for 2, 4, 8 ... 60 s. */
    private static final Duration LONGEST_ABSENCE = Duration.ofSeconds(60);

    /** 400 messages in each round, five rounds a second: 203.0.113.0/24 comes and goes on the loopback. */
    private static final String FLOOD = """
            for i in $(seq 1 200); do echo "address add 203.0.113.$i/32 dev lo"; done > "$1"
            for i in $(seq 1 200); do echo "address delete 203.0.113.$i/32 dev lo"; done >> "$1"
            while :; do ip -force -batch "$1"; sleep 0.1; done
            """;

    private AddressFaults() {}

    /** Somebody deletes the address of the owner. */
    static void deleteOnce(FaultRun run) {
        run.phase(
                "deleted", returning(run), run.owner(), () -> run.owner().host().deleteAddress(RouterSettings.ADDRESS));
    }

    /**
     * Somebody deletes it ten times a second. A vipd that is robbed of it again and again leaves the role to the other node,
     * and comes back when its time is over.
     */
    static void deleteOften(FaultRun run) {
        Bounds handedOver = run.promises().handOver();
        Bounds bounds = handedOver
                .noOwner(WHILE.dividedBy(4).plus(handedOver.noOwner()))
                .two(run.promises().margin());
        run.phaseWithAbsence("deleted each 100 ms", bounds, run.owner(), LONGEST_ABSENCE, () -> {
            Deadline end = Deadline.after(WHILE);
            while (!end.isOver()) {
                run.owner().host().deleteAddress(RouterSettings.ADDRESS);
                Deadline.pause(EACH);
            }
        });
    }

    private static Bounds returning(FaultRun run) {
        return run.promises().undisturbed().without(run.promises().margin());
    }

    /** Another process changes addresses of the owner's host, thousands a second. */
    static void floodOwner(FaultRun run) {
        flood(run, run.owner().host());
    }

    /** The same on the Backup's host. */
    static void floodBackup(FaultRun run) {
        flood(run, run.backup().host());
    }

    private static void flood(FaultRun run, LabHost host) {
        run.phase("flood of changes", run.promises().undisturbed(), run.owner(), () -> {
            String batch =
                    host.lab().directory().resolve(host.name() + "-flood").toString();
            ChildProcess flood = host.start(
                    "flood",
                    List.of("sh", "-c", FLOOD, "sh", batch),
                    Map.of(),
                    StreamReader.lines(line -> {}),
                    StreamReader.lines(line -> {}));
            Deadline.pause(WHILE);
            flood.kill();
            host.exec("ip", "address", "flush", "dev", "lo", "to", "203.0.113.0/24");
        });
    }
}
