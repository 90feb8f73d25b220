/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import io.vip4j.health.CheckSource;
import io.vip4j.health.FlapDamping;
import io.vip4j.health.HealthCheck;
import io.vip4j.plan.Finding.Severity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks by themselves. */
final class CheckRules {

    /** Each node means itself. */
    private static final Pattern LOCAL = Pattern.compile("(127\\.|localhost|\\[?::1\\b)");

    private CheckRules() {}

    static List<Finding> of(Plan plan) {
        Set<Finding> findings = new LinkedHashSet<>();
        for (VirtualRouter router : plan.routers()) {
            shared(router, findings);
            for (Member member : router.members()) {
                for (Watched watched : Watched.allOf(member)) {
                    watched.check().ifPresent(check -> {
                        String subject = member.node() + ", check " + watched.subject();
                        timeout(subject, check, findings);
                        check.damping().ifPresent(damping -> damping(subject, damping, findings));
                    });
                }
            }
        }
        return new ArrayList<>(findings);
    }

    private static void timeout(String subject, HealthCheck check, Set<Finding> findings) {
        for (HealthCheck part : check.flattened()) {
            boolean asked = part.source() instanceof CheckSource.Blocking
                    || part.source() instanceof CheckSource.Async
                    || part.source() instanceof CheckSource.Socket
                    || part.source() instanceof CheckSource.Ping;
            if (asked && part.pace().timeout().compareTo(part.pace().interval()) > 0) {
                findings.add(new Finding(
                        Severity.WARNING,
                        PlanRule.TIMEOUT_EXCEEDS_INTERVAL,
                        subject,
                        "its timeout of " + Words.time(part.pace().timeout()) + " is longer than its interval of "
                                + Words.time(part.pace().interval()) + ": when it hangs, its failure is noticed after "
                                + Words.time(Detection.of(part, true)),
                        PlanRule.TIMEOUT_EXCEEDS_INTERVAL.remedy()));
            }
        }
    }

    private static void damping(String subject, FlapDamping damping, Set<Finding> findings) {
        findings.add(new Finding(
                Severity.NOTE,
                PlanRule.DAMPING_HOLDS_BACK,
                subject,
                "after a second failure within " + Words.time(damping.memory()) + " it counts as down for "
                        + Words.time(damping.hold()) + " after it is up again, later for up to "
                        + Words.time(damping.most()) + "; the times of repairs in this plan are without it",
                PlanRule.DAMPING_HOLDS_BACK.remedy()));
    }

    private static void shared(VirtualRouter router, Set<Finding> findings) {
        if (router.members().size() < 2) {
            return;
        }
        for (Watched watched : Watched.allOf(router.members().get(0))) {
            if (!isRemote(watched)) {
                continue;
            }
            String target = target(watched);
            boolean everywhere = router.members().stream()
                    .allMatch(member -> !member.config().keepWhenAllBad()
                            && Watched.allOf(member).stream()
                                    .anyMatch(other ->
                                            isRemote(other) && target(other).equals(target)));
            if (everywhere) {
                findings.add(new Finding(
                        Severity.WARNING,
                        PlanRule.SHARED_TARGET,
                        router + ", check " + watched.subject(),
                        "all " + router.members().size() + " nodes ask " + target
                                + " and release when it fails: then nobody holds the addresses",
                        "set keepWhenAllBad, so that one goes on as the last resort, or give the check a weight"));
            }
        }
    }

    private static boolean isRemote(Watched watched) {
        if (!watched.onFailure().releases() || watched.check().isEmpty()) {
            return false;
        }
        CheckSource source = watched.check().get().source();
        boolean remote = source instanceof CheckSource.Ping
                || source instanceof CheckSource.Socket
                || source instanceof CheckSource.Blocking
                || source instanceof CheckSource.Async;
        return remote
                && !target(watched).equals("probe of the application")
                && !LOCAL.matcher(target(watched)).find();
    }

    private static String target(Watched watched) {
        return watched.check().orElseThrow().source().description();
    }
}
