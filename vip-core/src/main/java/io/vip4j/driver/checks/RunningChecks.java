/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import io.vip4j.health.CheckSource;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.HealthGate;
import io.vip4j.health.InitialState;
import io.vip4j.health.Reading;
import io.vip4j.spi.VipPlatform;
import java.util.OptionalInt;

/**
 * Makes running checks of every kind.
 *
 * @param host what they share
 * @param router name of the router or group
 * @param events hears about them
 */
record RunningChecks(HostChecks host, String router, CheckEvents events) {

    /** A check with its standing. */
    record Made(CheckStanding standing, RunningCheck running) {

        void close() {
            running.close();
            standing.close();
        }
    }

    /**
     * @param undecidedUp what a check that is undecided before its first answer counts as
     * @param changed runs when it counts otherwise or for another reason
     */
    Made make(String path, HealthCheck check, boolean undecidedUp, Runnable changed) {
        return make(path, check, assume(check, undecidedUp), HealthGate.initially(check), undecidedUp, changed);
    }

    /** The successor of one whose settings were others, which counts as that did until its first answer. */
    Made succeed(CheckStanding before, HealthCheck check, boolean undecidedUp, Runnable changed) {
        HealthGate gate = HealthGate.initially(check);
        if (gate.state() != HealthGate.State.UNKNOWN) {
            HealthGate.State state = before.reading().up() ? HealthGate.State.UP : HealthGate.State.DOWN;
            gate = new HealthGate(check.rise(), check.fall(), state, 0);
        }
        return make(before.path(), check, before.reading(), gate, undecidedUp, changed);
    }

    private Made make(
            String path, HealthCheck check, Reading assumed, HealthGate gate, boolean undecidedUp, Runnable changed) {
        VipPlatform platform = host.platform();
        CheckStanding standing = new CheckStanding(path, assumed, check.damping(), platform.loop(), events, changed);
        events.begins(path, check.source().description(), standing.reading(), standing.detail());
        ProbePace pace = new ProbePace(check.pace(), () -> host.seedOf(router, path));
        return new Made(standing, run(path, check, standing, gate, pace, undecidedUp));
    }

    private RunningCheck run(
            String path,
            HealthCheck check,
            CheckStanding standing,
            HealthGate gate,
            ProbePace pace,
            boolean undecidedUp) {
        VipPlatform platform = host.platform();
        CheckSource source = check.source();
        if (source instanceof CheckSource.Blocking blocking) {
            return asked(WorkerQuestion.blocking(blocking.probe(), platform), pace, gate, standing);
        } else if (source instanceof CheckSource.Async async) {
            return asked(WorkerQuestion.async(async.probe(), platform), pace, gate, standing);
        } else if (source instanceof CheckSource.Socket socket) {
            return asked(new SocketQuestion(socket.probe(), host.conversations(), platform), pace, gate, standing);
        } else if (source instanceof CheckSource.Ping ping) {
            return asked(WorkerQuestion.ping(ping.host(), platform), pace, gate, standing);
        } else if (source instanceof CheckSource.Processes processes) {
            return new ProcessCheck(
                    processes.query(),
                    ProcessFinder.OF_THIS_HOST,
                    standing.reading().up(),
                    pace,
                    platform,
                    standing);
        } else if (source instanceof CheckSource.FileValue fileValue) {
            return new FileCheck(fileValue.file(), pace, platform, host.directories(), standing);
        } else if (source instanceof CheckSource.InterfaceLink link) {
            return new LinkCheck(link.name(), platform.interfaces(), standing);
        } else if (source instanceof CheckSource.Composite composite) {
            return composite(path, composite, standing, undecidedUp);
        }
        throw new AssertionError(source);
    }

    private AskedCheck asked(Question question, ProbePace pace, HealthGate gate, CheckStanding standing) {
        return new AskedCheck(question, pace, gate, host.platform().loop(), standing);
    }

    private CompositeCheck composite(
            String path, CheckSource.Composite source, CheckStanding standing, boolean undecidedUp) {
        CompositeCheck composite = new CompositeCheck(source.needed(), standing.reading(), standing);
        for (CheckSource.Member member : source.members()) {
            Made made = make(path + "/" + member.name(), member.check(), undecidedUp, composite::memberChanged);
            composite.add(new CompositeCheck.Part(member.name(), made.standing(), made.running()));
        }
        return composite;
    }

    /** What a check counts as before its first answer. */
    private static Reading assume(HealthCheck check, boolean undecidedUp) {
        if (check.source() instanceof CheckSource.Composite composite) {
            return CompositeCheck.combine(
                    composite.needed(),
                    composite.members().stream()
                            .map(member -> assume(member.check(), undecidedUp))
                            .toList());
        }
        InitialState initial = check.initialState();
        boolean up = initial == InitialState.UNDECIDED
                ? undecidedUp
                : initial == InitialState.UP || initial == InitialState.FULLY_UP;
        return check.source() instanceof CheckSource.FileValue
                ? new Reading(up, up ? 1 : 0, OptionalInt.of(0))
                : Reading.of(up);
    }
}
