/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.config.AddressLease;
import io.vip4j.config.Binding;
import io.vip4j.config.Gate;
import io.vip4j.config.HostConfig;
import io.vip4j.config.PeerWatch;
import io.vip4j.config.ReleaseProfile;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.ConfigurationException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * What a keepalived.conf has no words for: how addresses are let go, by a process that dies and by one that gives the role
 * away. Each option is for every router of the file, after a reload too; what is not given stays as the file has it.
 */
final class ProtectionOptions {

    @Option(
            names = "--binding",
            paramLabel = "interface|process",
            description = "What IPv4 addresses are bound to; process: the kernel removes them at once when vipd dies."
                    + " IPv6 and use_vmac stay on their interface.")
    private @Nullable Binding binding;

    @Option(
            names = "--gate",
            paramLabel = "none|nft",
            description = "nft: packets for the addresses pass only while advertisements go out.")
    private @Nullable Gate gate;

    @Option(
            names = "--peer-watch",
            arity = "0..1",
            fallbackValue = "10112",
            paramLabel = "PORT",
            converter = PortOfPeerWatch.class,
            description = "Watch the process of the Active router over TCP; every node needs it. Default port 10112.")
    private @Nullable PeerWatch peerWatch;

    @Option(
            names = "--lease",
            paramLabel = "auto|off|SECONDS",
            converter = Lease.class,
            description = "After which time the kernel removes addresses that are not renewed; 1..3600 s.")
    private @Nullable AddressLease lease;

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            converter = Drain.class,
            description = "How long listeners may take before addresses go when that was asked for; 0..3600 s.")
    private @Nullable Duration drain;

    @Option(
            names = "--break-connections",
            description =
                    "Reset TCP connections on the addresses before these go, so that clients connect again at once.")
    private boolean breakConnections;

    @Option(
            names = "--goodbyes",
            paramLabel = "N",
            converter = Goodbyes.class,
            description = "How many advertisements with priority 0 give the role away; 1..10.")
    private @Nullable Integer goodbyes;

    /**
     * A file with these options in place of its own settings.
     *
     * @throws ConfigurationException if they do not go with a router of it
     */
    HostConfig applyTo(HostConfig wanted) {
        return new HostConfig(
                wanted.routers().stream().map(this::applyTo).toList(), wanted.groups(), wanted.unknownVrids());
    }

    private VirtualRouterConfig applyTo(VirtualRouterConfig router) {
        VirtualRouterConfig.Builder builder = router.toBuilder();
        boolean canBeBound =
                router.family() == AddressFamily.IPV4 && router.virtualMac().isEmpty();
        Optional.ofNullable(binding)
                .filter(value -> value == Binding.INTERFACE || canBeBound)
                .ifPresent(builder::binding);
        Optional.ofNullable(gate).ifPresent(builder::gate);
        Optional.ofNullable(peerWatch).ifPresent(builder::peerWatch);
        Optional.ofNullable(lease).ifPresent(builder::lease);
        return builder.release(applyTo(router.release())).build();
    }

    private ReleaseProfile applyTo(ReleaseProfile profile) {
        return new ReleaseProfile(
                Optional.ofNullable(drain).orElse(profile.drain()),
                breakConnections || profile.breakConnections(),
                Optional.ofNullable(goodbyes).orElse(profile.goodbyes()));
    }

    /** The value, or the rule that it breaks as picocli tells it. */
    private static <T> T checked(Supplier<T> value) {
        try {
            return value.get();
        } catch (ConfigurationException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static int number(String text, String what) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException(what + ": '" + text + "'");
        }
    }

    static final class PortOfPeerWatch implements ITypeConverter<PeerWatch> {
        @Override
        public PeerWatch convert(String text) {
            int port = number(text, "must be a port, 1..65535");
            return checked(() -> new PeerWatch(port));
        }
    }

    static final class Lease implements ITypeConverter<AddressLease> {
        @Override
        public AddressLease convert(String text) {
            return switch (text) {
                case "auto" -> AddressLease.auto();
                case "off" -> AddressLease.off();
                default -> {
                    int seconds = number(text, "must be auto, off or whole seconds from 1 to 3600");
                    yield checked(() -> AddressLease.of(Duration.ofSeconds(seconds)));
                }
            };
        }
    }

    static final class Drain implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            Duration value = Duration.ofSeconds(number(text, "must be whole seconds from 0 to 3600"));
            return checked(() -> ReleaseProfile.DEFAULT.drain(value).drain());
        }
    }

    static final class Goodbyes implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            int value = number(text, "must be a number from 1 to 10");
            return checked(() -> ReleaseProfile.DEFAULT.goodbyes(value).goodbyes());
        }
    }
}
