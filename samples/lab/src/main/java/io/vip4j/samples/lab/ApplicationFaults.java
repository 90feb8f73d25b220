/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What happens to an application that has vip4j in it. It stands in for the vipd of the owner. */
final class ApplicationFaults {

    private static final Duration LIMIT = Deadline.GENEROUS;
    /** More than a JVM with a long class path has open before it begins. */
    private static final int DESCRIPTORS = 1000;

    private ApplicationFaults() {}

    /** A pause of its JVM until the Backup has taken over, and the end of that pause. */
    static void stall(FaultRun run) {
        Duration length = run.promises().activeDownInterval().plusSeconds(2);
        List<String> options =
                List.of("-XX:-UseCountedLoopSafepoints", "-D" + LongLoop.MILLIS + "=" + length.toMillis());
        asOwner(run, options, application -> {
            run.phase(
                    "JVM stands still",
                    run.promises().freeze(),
                    run.backup(),
                    () -> application.infect(Disease.STALL.word()));
            run.phase(
                    "goes on",
                    run.promises().takeBack(),
                    run.owner(),
                    () -> application.awaitReport(Disease.STALL.word(), LIMIT));
        });
    }

    /** Its threads lock each other out: the heartbeat that they owe stays away, and the address is given away. */
    static void deadlock(FaultRun run) {
        asOwner(
                run,
                List.of(),
                application -> run.phase(
                        "deadlock",
                        run.promises().handOver(),
                        run.backup(),
                        () -> application.infect(Disease.DEADLOCK.word())));
    }

    /** It opens files until it may not any more; then somebody deletes its address. */
    static void files(FaultRun run) {
        asOwner(run, List.of(), application -> {
            Command.run("prlimit", "--pid", Long.toString(application.pid()), "--nofile=" + DESCRIPTORS + ":");
            run.phase("no descriptor left", run.promises().undisturbed(), run.owner(), () -> {
                application.infect(Disease.FILES.word());
                application.awaitReport(Disease.FILES.word(), LIMIT);
            });
            AddressFaults.deleteOnce(run);
        });
    }

    /** The kernel kills it because it takes too much memory; without a memory cgroup its JVM ends itself. */
    static void memory(FaultRun run) {
        Optional<MemoryLimit> limit = MemoryLimit.make(
                run.lab().client().lab().directory().getFileName().toString());
        List<String> options = new ArrayList<>(List.of("-XX:+ExitOnOutOfMemoryError"));
        limit.ifPresent(present -> options.add("-Xmx4g"));
        try {
            asOwner(run, options, application -> {
                limit.ifPresent(present -> present.put(application.pid()));
                run.phase("out of memory", run.promises().death(), run.backup(), () -> {
                    application.infect(Disease.GLUTTONY.word());
                    application.awaitDeath(LIMIT);
                });
            });
        } finally {
            limit.ifPresent(MemoryLimit::close);
        }
    }

    private interface Story {
        void tell(EmbeddedNode application);
    }

    /** Replaces the owner by an application, and the application by the owner when the story is told. */
    private static void asOwner(FaultRun run, List<String> javaOptions, Story story) {
        VrrpNode owner = run.owner();
        owner.terminate(LIMIT);
        String configuration = owner.settings().keepalivedConf(owner.host().name());
        EmbeddedNode application = EmbeddedNode.start(owner.host(), configuration, javaOptions);
        try {
            run.requireAgreement(owner);
            story.tell(application);
        } finally {
            application.end();
        }
        ProcessFaults.startAgain(run, owner);
    }
}
