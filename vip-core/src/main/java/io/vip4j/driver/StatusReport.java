/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.CheckStatus;
import io.vip4j.event.VipState;
import io.vip4j.event.VipStatus;
import io.vip4j.machine.Parameters;
import io.vip4j.wire.RejectReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gathers what is known about a router. Used by the loop. */
final class StatusReport {

    private final ElectorDriver router;
    private final Segment segment;
    private final Reception reception;
    private final Participation participation;
    private final Eligibility eligibility;
    private final PeerWatching watching;
    private final ActionExecutor executor;
    private final Validity validity;
    private final Anomalies anomalies;
    private final Publisher publisher;

    StatusReport(
            ElectorDriver router,
            Segment segment,
            Reception reception,
            Participation participation,
            Eligibility eligibility,
            PeerWatching watching,
            ActionExecutor executor,
            Validity validity,
            Anomalies anomalies,
            Publisher publisher) {
        this.router = router;
        this.segment = segment;
        this.reception = reception;
        this.participation = participation;
        this.eligibility = eligibility;
        this.watching = watching;
        this.executor = executor;
        this.validity = validity;
        this.anomalies = anomalies;
        this.publisher = publisher;
    }

    /**
     * What is known right now.
     *
     * @param parameters with which it takes part
     * @param group it moves with, or none
     */
    VipStatus now(Parameters parameters, @Nullable GroupDriver group) {
        VirtualRouterConfig config = router.config();
        boolean active = publisher.state() == VipState.ACTIVE;
        return new VipStatus(
                config.name(),
                config.vrid(),
                config.networkInterface(),
                config.family(),
                publisher.state(),
                eligibility.words(),
                eligibility.waitsFor(),
                parameters.priority(),
                active ? Optional.of(parameters.primaryAddress()) : reception.heardActive(),
                watching.isWatching(),
                config.addresses(),
                executor.advertsSent(),
                reception.advertsReceived(),
                discarded(),
                checks(group),
                validity.leaseRemaining(),
                router.activeTerm(),
                router.steering().hold(),
                router.steering().temporaryPriority(),
                reception.peers(active, config.timing().downAdvertisements()),
                anomalies.current(),
                publisher.timeline());
    }

    private Map<RejectReason, Long> discarded() {
        Map<RejectReason, Long> discarded = new EnumMap<>(RejectReason.class);
        segment.addDiscardsTo(discarded);
        reception.addDiscardsTo(discarded);
        return discarded;
    }

    private List<CheckStatus> checks(@Nullable GroupDriver group) {
        List<CheckStatus> checks = new ArrayList<>(participation.checks());
        if (group != null) {
            checks.addAll(group.checks());
        }
        return checks;
    }
}
