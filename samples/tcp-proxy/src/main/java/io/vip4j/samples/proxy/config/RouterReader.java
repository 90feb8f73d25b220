/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.config;

import io.vip4j.config.AddressLease;
import io.vip4j.config.Binding;
import io.vip4j.config.Gate;
import io.vip4j.config.PeerWatch;
import io.vip4j.config.Preemption;
import io.vip4j.config.ReleaseProfile;
import io.vip4j.config.Timing;
import io.vip4j.config.Transport;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.health.OnFailure;
import io.vip4j.vrrp.ChecksumChoice;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Reads one virtual router. Values are judged by the configuration's own types, whose words are the rule. */
final class RouterReader {

    /** Effect of a check that has no weight. */
    private enum Effect {
        RELEASE,
        ADVISORY
    }

    private static final Duration HOUR = Duration.ofHours(1);

    private final CheckReader checks;

    RouterReader(CheckReader checks) {
        this.checks = checks;
    }

    Optional<VirtualRouterConfig> read(Section section) {
        int before = section.faults().count();
        VirtualRouterConfig.Builder router;
        String name = section.required("name");
        section.required("network-interface");
        section.required("vrid");
        if (!section.has("addresses")) {
            section.refuse("addresses", "must be given");
        }
        try {
            router = VirtualRouterConfig.builder(name);
        } catch (ConfigurationException e) {
            section.refuse("name", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
        identity(section, router);
        behaviour(section, router);
        checks(section, router);
        section.finish();
        if (section.faults().count() > before) {
            return Optional.empty(); // What else is wrong may be a consequence.
        }
        try {
            return Optional.of(router.build());
        } catch (ConfigurationException e) {
            section.refuse(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static void identity(Section section, VirtualRouterConfig.Builder router) {
        section.to("network-interface", router::networkInterface);
        section.integer("vrid", 1, 255).ifPresent(router::vrid);
        section.integer("priority", 1, 255).ifPresent(router::priority);
        each(section, "addresses", router::address);
        each(section, "excluded-addresses", router::excludedAddress);
        section.choice("version", VrrpVersion.class).ifPresent(router::version);
        router.alsoVersion2(section.flag("also-version2", false));
        section.to("advertisement-interval", text -> router.advertisementInterval(Times.read(text)));
        section.to("source-address", text -> router.sourceAddress(IpAddress.parse(text)));
        section.to("password", router::password);
        section.choice("checksum", ChecksumChoice.class).ifPresent(router::checksum);
        List<Transport.Peer> peers = section.texts("unicast").stream()
                .flatMap(text -> address(section, text).stream())
                .map(Transport.Peer::of)
                .toList();
        if (!peers.isEmpty()) {
            router.transport(new Transport.Unicast(peers, 255, true));
        }
    }

    private static Optional<IpAddress> address(Section section, String text) {
        try {
            return Optional.of(IpAddress.parse(text));
        } catch (ConfigurationException e) {
            section.refuse("unicast", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static void each(Section section, String key, Consumer<String> taker) {
        for (String text : section.texts(key)) {
            try {
                taker.accept(text);
            } catch (ConfigurationException e) {
                section.refuse(key, String.valueOf(e.getMessage()));
            }
        }
    }

    private static void behaviour(Section section, VirtualRouterConfig.Builder router) {
        section.to("preemption", text -> router.preemption(preemption(text)));
        Timing usual = Timing.DEFAULT;
        router.timing(new Timing(
                section.integer("down-advertisements", 1, 100).orElse(usual.downAdvertisements()),
                section.time("startup-delay", Duration.ZERO, HOUR, usual.startupDelay()),
                usual.linkUpDelay(),
                usual.linkDownDelay(),
                usual.learnedIntervalFloor(),
                usual.peerMemory()));
        section.to("lease", text -> router.lease(lease(text)));
        section.choice("binding", Binding.class).ifPresent(router::binding);
        section.choice("gate", Gate.class).ifPresent(router::gate);
        section.to("peer-watch", text -> peerWatch(text).ifPresent(router::peerWatch));
        ReleaseProfile release = ReleaseProfile.DEFAULT;
        router.release(new ReleaseProfile(
                section.time("drain", Duration.ZERO, HOUR, release.drain()),
                section.flag("break-connections", release.breakConnections()),
                section.integer("goodbyes", 1, 10).orElse(release.goodbyes())));
        router.keepWhenAllBad(section.flag("keep-when-all-bad", false));
    }

    private static Preemption preemption(String text) {
        return switch (text) {
            case "true" -> Preemption.IMMEDIATE;
            case "false" -> Preemption.NEVER;
            default -> new Preemption(true, Times.read(text, Duration.ZERO, Duration.ofSeconds(1000)));
        };
    }

    private static AddressLease lease(String text) {
        return switch (text) {
            case "auto" -> AddressLease.auto();
            case "off", "false" -> AddressLease.off();
            default -> AddressLease.of(Times.read(text));
        };
    }

    private static Optional<PeerWatch> peerWatch(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true") ? Optional.of(new PeerWatch(PeerWatch.DEFAULT_PORT)) : Optional.empty();
        }
        try {
            return Optional.of(new PeerWatch(Integer.parseInt(text)));
        } catch (NumberFormatException e) {
            throw new ConfigurationException("must be true, false or a TCP port: '" + text + "'");
        }
    }

    private void checks(Section section, VirtualRouterConfig.Builder router) {
        section.section("checks").ifPresent(all -> {
            for (String name : all.keys()) {
                all.section(name).ifPresent(one -> check(name, one, router));
            }
        });
    }

    private void check(String name, Section section, VirtualRouterConfig.Builder router) {
        section.required("address");
        Optional<HostPort> address = section.parsed("address", HostPort::parse);
        Optional<Effect> effect = section.choice("effect", Effect.class);
        OptionalInt weight = section.integer("weight", -253, 253);
        if (effect.isPresent() && weight.isPresent()) {
            section.refuse("weight", "must be absent with effect");
        }
        var check = checks.read(section);
        section.finish();
        if (address.isEmpty() || check.isEmpty()) {
            return;
        }
        try {
            OnFailure onFailure = weight.isPresent()
                    ? OnFailure.weight(weight.getAsInt())
                    : effect.orElse(Effect.RELEASE) == Effect.RELEASE ? OnFailure.release() : OnFailure.advisory();
            router.check(name, check.get().apply(address.get()), onFailure);
        } catch (ConfigurationException e) {
            section.refuse(String.valueOf(e.getMessage()));
        }
    }
}
