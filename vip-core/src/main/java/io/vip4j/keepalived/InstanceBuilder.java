/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.config.Contest;
import io.vip4j.config.Preemption;
import io.vip4j.config.Timing;
import io.vip4j.config.TrackedInterface;
import io.vip4j.config.Transport;
import io.vip4j.config.VirtualMac;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.health.NamedCheck;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.ChecksumChoice;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.VrrpVersion;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Applies the defaults and the rules between the values of an instance, the way keepalived does, and builds it. */
final class InstanceBuilder {

    private static final int DEFAULT_PRIORITY = 100;
    private static final int OWNER_PRIORITY = 255;
    private static final Duration CENTISECOND = Duration.ofMillis(10);

    /** Which keyword holds the field that a ConfigurationException names with its first word. */
    private static final Map<String, String> KEYWORD_OF_FIELD = Map.of(
            "networkInterface", "interface",
            "vrid", "virtual_router_id",
            "priority", "priority",
            "advertisementInterval", "advert_int",
            "lease", "advert_int",
            "addresses", "virtual_ipaddress",
            "excludedAddresses", "virtual_ipaddress_excluded",
            "sourceAddress", "mcast_src_ip",
            "virtualMac", "use_vmac",
            "password", "authentication");

    private final InstanceDraft draft;
    private final GlobalDefaults defaults;
    private final LinkDelays linkDelays;
    private final GarpIntervals garpIntervals;
    private final SyncGroups groups;
    private final Diagnostics diagnostics;

    InstanceBuilder(
            InstanceDraft draft,
            GlobalDefaults defaults,
            LinkDelays linkDelays,
            GarpIntervals garpIntervals,
            SyncGroups groups,
            Diagnostics diagnostics) {
        this.draft = draft;
        this.defaults = defaults;
        this.linkDelays = linkDelays;
        this.garpIntervals = garpIntervals;
        this.groups = groups;
        this.diagnostics = diagnostics;
    }

    /** The configuration, or empty if it cannot be built; every reason is reported. */
    Optional<VirtualRouterConfig> build() {
        requireKeyword("interface");
        requireKeyword("virtual_router_id");
        AddressRules addressRules = new AddressRules(draft, diagnostics);
        boolean addressesFit = addressRules.areRight();
        AddressFamily family = addressRules.family();
        VrrpVersion version = version(family);
        int priority = priority();
        Preemption preemption = preemption(priority);
        Duration interval = interval(version);
        Optional<String> password = new PasswordRules(draft, diagnostics).password(version);
        Optional<Transport> transport = new TransportRules(draft, defaults, diagnostics).transport(family);
        Optional<VirtualMac> virtualMac = virtualMac();
        List<TrackedInterface> tracked = groups.trackedBy(draft.name, draft.trackedInterfaces);
        List<NamedCheck> checks = Trackers.checks(groups.usesOf(draft.name, draft.tracked));
        warnOfUselessWeights(priority, preemption, checks, tracked);
        boolean versionFits = family == AddressFamily.IPV4 || version == VrrpVersion.V3;
        if (draft.networkInterface.isEmpty()
                || draft.vrid.isEmpty()
                || transport.isEmpty()
                || !addressesFit
                || !versionFits) {
            return Optional.empty();
        }
        String networkInterface = draft.networkInterface.get();
        try {
            VirtualRouterConfig.Builder builder = VirtualRouterConfig.builder(draft.name)
                    .networkInterface(networkInterface)
                    .vrid(draft.vrid.getAsInt())
                    .family(family)
                    .version(version)
                    .priority(priority)
                    .preemption(preemption)
                    .advertisementInterval(interval)
                    .timing(timing(networkInterface, interval))
                    .transport(transport.get())
                    .checksum(
                            draft.messageOnlyChecksum.orElse(defaults.messageOnlyChecksum())
                                    ? ChecksumChoice.MESSAGE_ONLY
                                    : ChecksumChoice.PSEUDO_HEADER)
                    .contest(new Contest(
                            draft.answersLower.orElse(defaults.answersLower()),
                            draft.speaksBeforeYielding.orElse(defaults.speaksBeforeYielding())))
                    .announcements(draft.garp.profile(
                            defaults.garp(), defaults.minimalGarp(), garpIntervals.spacing(networkInterface, family)))
                    .tracksOwnInterface(!draft.has("dont_track_primary"));
            draft.source.ifPresent(builder::sourceAddress);
            virtualMac.ifPresent(builder::virtualMac);
            password.ifPresent(builder::password);
            draft.addresses.forEach(line -> builder.address(line.address()));
            draft.excludedAddresses.forEach(line -> builder.excludedAddress(line.address()));
            draft.routes.forEach(builder::route);
            draft.rules.forEach(builder::rule);
            tracked.forEach(each -> builder.trackInterface(each.name(), each.onFailure()));
            checks.forEach(each -> builder.check(each.name(), each.check(), each.onFailure()));
            return Optional.of(builder.build());
        } catch (ConfigurationException e) {
            report(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** What keepalived takes without a word although it cannot work. */
    private void warnOfUselessWeights(
            int priority, Preemption preemption, List<NamedCheck> checks, List<TrackedInterface> tracked) {
        boolean weighted = checks.stream().anyMatch(each -> each.onFailure().weight() != 0)
                || tracked.stream().anyMatch(each -> each.onFailure().weight() != 0);
        if (weighted && priority == OWNER_PRIORITY) {
            diagnostics.warning(
                    draft.lineOf("priority"), "weights have no effect with priority 255, which never changes");
        } else if (weighted && !preemption.enabled()) {
            diagnostics.warning(
                    draft.lineOf("nopreempt"),
                    "weights hardly move the addresses when the other nodes have nopreempt too: a Backup with nopreempt"
                            + " accepts an Active router of any priority; use 'weight 0', or remove nopreempt");
        }
    }

    private void report(String message) {
        int end = message.indexOf(' ');
        String keyword = KEYWORD_OF_FIELD.getOrDefault(end < 0 ? message : message.substring(0, end), "vrrp_instance");
        diagnostics.error(
                draft.lineOf(keyword),
                keyword + ": " + message.replace("excludedAddresses", "virtual_ipaddress_excluded"));
    }

    private void requireKeyword(String keyword) {
        if (!draft.has(keyword)) {
            diagnostics.error(draft.at, "vrrp_instance '" + draft.name + "' must have '" + keyword + "'");
        }
    }

    /** Without a version of its own, an instance with IPv6 addresses has version 3, whatever the default is. */
    private VrrpVersion version(AddressFamily family) {
        if (draft.version.isEmpty()) {
            return family == AddressFamily.IPV6 ? VrrpVersion.V3 : defaults.version();
        }
        if (family == AddressFamily.IPV6 && draft.version.getAsInt() == 2) {
            diagnostics.error(draft.lineOf("version"), "version must be 3 with IPv6: 2; remove it or use 3");
        }
        return GlobalDefaults.versionOf(draft.version.getAsInt());
    }

    private int priority() {
        int priority = draft.priority.orElse(draft.stateMaster ? OWNER_PRIORITY : DEFAULT_PRIORITY);
        if (draft.stateMaster && !draft.has("priority")) {
            diagnostics.note(
                    draft.lineOf("state"), "state MASTER without priority means priority 255, as in keepalived");
        } else if (draft.stateMaster && priority < OWNER_PRIORITY) {
            diagnostics.note(
                    draft.lineOf("state"),
                    "state MASTER has no effect: every router starts as Backup and the priority decides");
        }
        return priority;
    }

    private Preemption preemption(int priority) {
        Duration delay = draft.preemptDelay.orElse(Duration.ZERO);
        boolean preempt = preempt(priority);
        if (!delay.isZero() && (draft.stateMaster || !preempt)) {
            diagnostics.warning(
                    draft.lineOf("preempt_delay"),
                    "preempt_delay has no effect with " + (draft.stateMaster ? "state MASTER" : "nopreempt")
                            + ", as in keepalived");
            delay = Duration.ZERO;
        }
        return new Preemption(preempt, delay);
    }

    private boolean preempt(int priority) {
        if (!draft.nopreempt) {
            return true;
        }
        if (draft.stateMaster) {
            diagnostics.warning(
                    draft.lineOf("nopreempt"),
                    "nopreempt has no effect with state MASTER, as in keepalived: use state BACKUP");
            return true;
        }
        if (priority == OWNER_PRIORITY) {
            diagnostics.warning(
                    draft.lineOf("nopreempt"), "nopreempt has no effect with priority 255, as in keepalived");
            return true;
        }
        return false;
    }

    /** keepalived rounds half up to what the version can send, but never to zero. */
    private Duration interval(VrrpVersion version) {
        BigDecimal given = draft.advertSeconds.orElse(BigDecimal.ONE);
        int scale = version == VrrpVersion.V2 ? 0 : 2;
        BigDecimal rounded = given.setScale(scale, RoundingMode.HALF_UP).max(BigDecimal.ONE.movePointLeft(scale));
        if (rounded.compareTo(given) != 0) {
            diagnostics.warning(
                    draft.lineOf("advert_int"),
                    "advert_int must be " + (version == VrrpVersion.V2 ? "whole seconds" : "a multiple of 0.01 s")
                            + " with version " + version.number() + ": " + given.toPlainString() + " is rounded to "
                            + rounded.stripTrailingZeros().toPlainString());
        }
        return CENTISECOND.multipliedBy(rounded.movePointRight(2).longValueExact());
    }

    private Timing timing(String networkInterface, Duration interval) {
        int downAdverts = draft.downAdverts.orElse(defaults.downAdverts());
        Timing timing = Timing.DEFAULT.downAdvertisements(downAdverts).startupDelay(defaults.startupDelay());
        Optional<LinkDelays.Delay> delay = linkDelays.of(networkInterface);
        if (delay.isEmpty()) {
            return timing;
        }
        Duration limit = interval.multipliedBy(downAdverts - 1L);
        if (!delay.get().down().isZero() && delay.get().down().compareTo(limit) >= 0) {
            diagnostics.warning(
                    delay.get().at(),
                    "the down delay of '" + networkInterface + "' should be shorter than "
                            + (limit.toMillis() / 1000.0) + " s (down_timer_adverts - 1 times advert_int of '"
                            + draft.name + "'): another router takes over before this one notices");
        }
        return timing.linkDownDelay(delay.get().down()).linkUpDelay(delay.get().up());
    }

    private Optional<VirtualMac> virtualMac() {
        boolean fromBase = draft.has("vmac_xmit_base");
        if (draft.has("use_vmac")) {
            try {
                return Optional.of(new VirtualMac(draft.virtualMacInterface, fromBase));
            } catch (ConfigurationException e) {
                report(String.valueOf(e.getMessage()));
            }
        } else if (fromBase) {
            diagnostics.warning(draft.lineOf("vmac_xmit_base"), "vmac_xmit_base has no effect without use_vmac");
        }
        return Optional.empty();
    }
}
