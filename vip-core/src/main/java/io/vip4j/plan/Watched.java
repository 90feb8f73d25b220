/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import io.vip4j.config.SyncGroup;
import io.vip4j.config.TrackedInterface;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.health.CheckSource;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.NamedCheck;
import io.vip4j.health.OnFailure;
import io.vip4j.health.OnFailure.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A check or tracked interface with its effect.
 *
 * @param kind check or interface
 * @param subject its name
 * @param onFailure what it does
 * @param check how it is asked; empty for a tracked interface
 */
record Watched(Failure.Kind kind, String subject, OnFailure onFailure, Optional<HealthCheck> check) {

    static List<Watched> of(VirtualRouterConfig router) {
        return of(router.checks(), router.trackedInterfaces());
    }

    static List<Watched> of(SyncGroup group) {
        return of(group.checks(), group.trackedInterfaces());
    }

    private static List<Watched> of(List<NamedCheck> checks, List<TrackedInterface> interfaces) {
        List<Watched> all = new ArrayList<>();
        for (NamedCheck named : checks) {
            HealthCheck check = named.check();
            all.add(
                    check.source() instanceof CheckSource.InterfaceLink link
                            ? new Watched(Failure.Kind.INTERFACE, link.name(), named.onFailure(), Optional.of(check))
                            : new Watched(Failure.Kind.CHECK, named.name(), named.onFailure(), Optional.of(check)));
        }
        for (TrackedInterface tracked : interfaces) {
            all.add(new Watched(Failure.Kind.INTERFACE, tracked.name(), tracked.onFailure(), Optional.empty()));
        }
        return all;
    }

    /** What counts for a member: its own and those of its group. */
    static List<Watched> allOf(Member member) {
        List<Watched> all = new ArrayList<>(of(member.config()));
        member.group().ifPresent(group -> all.addAll(of(group)));
        return all;
    }

    boolean hasEffect() {
        return onFailure.effect() != Effect.ADVISORY;
    }
}
