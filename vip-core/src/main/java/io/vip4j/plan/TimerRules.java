/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import io.vip4j.plan.Finding.Severity;
import io.vip4j.plan.TakeoverTime.Part;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether times fit together. */
final class TimerRules {

    private static final int MUCH = 3;

    private TimerRules() {}

    static List<Finding> of(Plan plan) {
        List<Finding> findings = new ArrayList<>();
        for (VirtualRouter router : plan.routers()) {
            for (Member member : router.members()) {
                lease(router, member).ifPresent(findings::add);
            }
        }
        for (CaseResult result : plan.singles()) {
            slow(plan, result).ifPresent(findings::add);
        }
        return findings;
    }

    private static Optional<Finding> lease(VirtualRouter router, Member member) {
        Optional<Duration> lifetime = member.config().leaseLifetime();
        if (lifetime.isEmpty()) {
            return Optional.empty();
        }
        Part quickest = null;
        for (Member other : router.members()) {
            if (!other.equals(member) && Hearing.hears(other, member)) {
                Priority priority = new Priority(Math.max(1, Math.min(255, Sums.healthy(other))));
                Part wait = Waits.activeDown(other, priority, member.config().advertisementInterval())
                        .get(0);
                quickest = quickest == null || wait.most().compareTo(quickest.most()) < 0 ? wait : quickest;
            }
        }
        Duration gone = Timers.leaseRemoval(lifetime.get());
        if (quickest == null || gone.compareTo(quickest.most()) <= 0) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                Severity.WARNING,
                PlanRule.LEASE_TOO_LONG,
                router + ", " + member.node(),
                "when its process dies, the kernel removes the addresses after at most " + Words.time(gone) + " (lease "
                        + Words.time(lifetime.get()) + "), and a Backup is quicker: " + quickest,
                PlanRule.LEASE_TOO_LONG.remedy()));
    }

    /** A check that takes much longer than the death of the same node. */
    private static Optional<Finding> slow(Plan plan, CaseResult result) {
        Optional<Member> failed = result.router().on(result.failure().node());
        if (result.failure().kind() != Failure.Kind.CHECK || result.takeover().isEmpty() || failed.isEmpty()) {
            return Optional.empty();
        }
        Optional<TakeoverTime> crash = plan.singles().stream()
                .filter(other -> other.router().equals(result.router())
                        && other.failure().kind() == Failure.Kind.CRASH
                        && other.failure().node().equals(result.failure().node()))
                .findFirst()
                .flatMap(CaseResult::takeover);
        Member member = failed.get();
        Duration detection = Duration.ofNanos(Waits.nanos(Detection.ofFailure(result.failure(), member)));
        if (crash.isEmpty() || detection.compareTo(crash.get().most().multipliedBy(MUCH)) < 0) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                Severity.NOTE,
                PlanRule.SLOW_CHECK,
                result.router() + ", check " + result.failure().subject() + " of " + member.node(),
                "its failure is noticed after at most " + Words.time(detection) + ", a crash of the node is made good"
                        + " after " + crash.get(),
                PlanRule.SLOW_CHECK.remedy()));
    }
}
