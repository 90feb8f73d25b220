/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.util.List;

/** What happens to the processes of daemons. */
final class ProcessFaults {

    private static final Duration LIMIT = Deadline.GENEROUS;
    private static final int STORM = 6;

    private ProcessFaults() {}

    /** SIGKILL of the owner, and its restart. */
    static void killOwner(FaultRun run) {
        VrrpNode owner = run.owner();
        run.phase("SIGKILL", run.promises().death(), run.backup(), () -> kill(owner));
        startAgain(run, owner);
    }

    // Where one process is all there is, by kill(2) itself: a shell in between takes time that is not the daemon's.
    private static void kill(VrrpNode node) {
        if (node instanceof VipdNode) {
            node.daemon().process().killNow();
        }
        node.kill();
    }

    /** Starts the owner again, as after a reboot. */
    static void startAgain(FaultRun run, VrrpNode owner) {
        run.phase("started again", run.promises().takeBack(), owner, () -> {
            owner.clearAfterCrash();
            owner.start();
        });
    }

    /** SIGTERM of the owner, and its restart. */
    static void stopOwner(FaultRun run) {
        VrrpNode owner = run.owner();
        run.phase("SIGTERM", run.promises().handOver(), run.backup(), () -> owner.terminate(LIMIT));
        startAgain(run, owner);
    }

    /** The owner is told to hand over, and the Backup to hand back. */
    static void switchover(FaultRun run) {
        run.phase("switchover", run.promises().handOver(), run.backup(), () -> handOver(run.owner()));
        run.phase("and back", run.promises().handOver(), run.owner(), () -> handOver(run.backup()));
    }

    private static void handOver(VrrpNode node) {
        if (!(node instanceof VipdNode vipd)) {
            throw new LabException(node.product() + " cannot be told to hand over");
        }
        vipd.handOver();
    }

    /** SIGKILL of the Backup, and its restart. */
    static void killBackup(FaultRun run) {
        VrrpNode backup = run.backup();
        run.phase("SIGKILL", run.promises().undisturbed(), run.owner(), backup::kill);
        run.phase("started again", run.promises().undisturbed(), run.owner(), backup::start);
    }

    /** A stop of the owner that is over before anything runs out. */
    static void freezeOwnerBriefly(FaultRun run) {
        run.phase(
                "SIGSTOP, SIGCONT",
                run.promises().undisturbed(),
                run.owner(),
                () -> freeze(run, run.owner(), brief(run)));
    }

    /** A stop of the owner until the Backup has taken over, and its end. */
    static void freezeOwner(FaultRun run) {
        VrrpNode owner = run.owner();
        run.lab().excuse(owner);
        run.phase("SIGSTOP", run.promises().freeze(), run.backup(), owner::freeze);
        run.pauseUpTo(run.promises().activeDownInterval());
        run.lab().hear(owner);
        run.phase("SIGCONT", run.promises().takeBack(), owner, owner::thaw);
    }

    /** A short stop of the Backup. */
    static void freezeBackupBriefly(FaultRun run) {
        run.phase(
                "SIGSTOP, SIGCONT",
                run.promises().undisturbed(),
                run.owner(),
                () -> freeze(run, run.backup(), brief(run)));
    }

    /** A stop of the Backup for longer than it waits for the owner. */
    static void freezeBackup(FaultRun run) {
        Duration length = run.promises().activeDownInterval().multipliedBy(2);
        run.phase(
                "SIGSTOP, SIGCONT", run.promises().undisturbed(), run.owner(), () -> freeze(run, run.backup(), length));
    }

    private static Duration brief(FaultRun run) {
        return run.promises().interval().multipliedBy(8).dividedBy(10);
    }

    private static void freeze(FaultRun run, VrrpNode node, Duration length) {
        node.freeze();
        run.pauseUpTo(length.dividedBy(4));
        Deadline.pause(length.multipliedBy(3).dividedBy(4));
        node.thaw();
    }

    /** SIGKILL of the owner, and of the Backup at some moment around its takeover. */
    static void killDuringTakeover(FaultRun run) {
        VrrpNode owner = run.owner();
        VrrpNode backup = run.backup();
        Bounds bounds = run.promises().death().without(Bounds.NOT_JUDGED);
        run.phase("SIGKILL of both", bounds, owner, () -> {
            owner.kill();
            Duration around = Duration.ofMillis(run.random().nextInt(120) - 40);
            Deadline.pause(run.promises().activeDownInterval().plus(around));
            backup.kill();
            for (VrrpNode node : List.of(owner, backup)) {
                node.clearAfterCrash();
                node.start();
            }
        });
    }

    /** The owner is restarted again and again, by SIGTERM and SIGKILL. */
    static void restartOwnerOften(FaultRun run) {
        run.phase(
                "restarts",
                run.promises().death().without(Bounds.NOT_JUDGED).twoAnswer(Bounds.NOT_JUDGED),
                run.owner(),
                () -> restartOften(run, run.owner()));
    }

    /** The Backup is restarted again and again. */
    static void restartBackupOften(FaultRun run) {
        run.phase("restarts", run.promises().undisturbed(), run.owner(), () -> restartOften(run, run.backup()));
    }

    private static void restartOften(FaultRun run, VrrpNode node) {
        for (int restart = 0; restart < STORM; restart++) {
            if (run.random().nextBoolean()) {
                node.kill();
                if (!run.lab().variant().isVipd()) {
                    node.clearAfterCrash();
                }
            } else {
                node.terminate(LIMIT);
            }
            run.pauseUpTo(Duration.ofMillis(500));
            node.start();
            run.pauseUpTo(Duration.ofMillis(1500));
        }
    }
}
