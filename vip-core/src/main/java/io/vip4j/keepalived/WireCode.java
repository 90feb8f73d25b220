/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.config.AnnouncementProfile;
import io.vip4j.config.Preemption;
import io.vip4j.config.Timing;
import io.vip4j.config.Transport;
import io.vip4j.vrrp.AddressOptions;
import io.vip4j.vrrp.AddressScope;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.IpPrefix;
import io.vip4j.vrrp.VirtualAddress;
import io.vip4j.vrrp.VirtualRoute;
import io.vip4j.vrrp.VirtualRule;

/** Addresses, routes, rules and profiles as expressions of Java; what is as usual is left out where it can be. */
final class WireCode {

    private final JavaText java;

    WireCode(JavaText java) {
        this.java = java;
    }

    String ip(IpAddress address) {
        return java.parsed(IpAddress.class, address);
    }

    private String prefix(IpPrefix prefix) {
        return java.parsed(IpPrefix.class, prefix);
    }

    private String scope(AddressScope scope) {
        return "new " + java.type(AddressScope.class) + "(" + scope.value() + ")";
    }

    String address(VirtualAddress address) {
        if (address.options().equals(AddressOptions.NONE)) {
            return JavaText.literal(address.toString());
        }
        VirtualAddress plain = new VirtualAddress(address.address(), address.prefixLength());
        return java.parsed(VirtualAddress.class, plain) + ".with(" + options(address.options()) + ")";
    }

    private String options(AddressOptions options) {
        StringBuilder code = new StringBuilder(java.type(AddressOptions.class) + ".NONE");
        options.networkInterface().ifPresent(name -> call(code, "on", JavaText.literal(name)));
        options.label().ifPresent(label -> call(code, "label", JavaText.literal(label)));
        if (!options.scope().equals(AddressOptions.NONE.scope())) {
            call(code, "scope", scope(options.scope()));
        }
        options.broadcast().ifPresent(broadcast -> call(code, "broadcast", ip(broadcast)));
        options.peer().ifPresent(peer -> call(code, "peer", ip(peer)));
        if (options.noPrefixRoute()) {
            call(code, "withoutPrefixRoute", "");
        }
        options.preferredLifetime().ifPresent(lifetime -> call(code, "preferredLifetime", java.duration(lifetime)));
        if (options.duplicateAddressDetection()) {
            call(code, "withDuplicateAddressDetection", "");
        }
        return code.toString();
    }

    private static void call(StringBuilder code, String method, String argument) {
        code.append('.').append(method).append('(').append(argument).append(')');
    }

    String route(VirtualRoute route) {
        return "new " + java.type(VirtualRoute.class) + "(" + java.constant(route.kind()) + ", "
                + prefix(route.destination()) + ", " + java.optional(route.via(), this::ip) + ", "
                + java.optional(route.networkInterface(), JavaText::literal) + ", "
                + java.optional(route.source(), this::ip) + ", " + java.optional(route.metric()) + ", "
                + java.optional(route.table()) + ", " + java.optional(route.scope(), this::scope) + ", "
                + route.onLink() + ", " + java.optional(route.mtu()) + ")";
    }

    String rule(VirtualRule rule) {
        return "new " + java.type(VirtualRule.class) + "(" + java.constant(rule.family()) + ", " + rule.preference()
                + ", " + java.optional(rule.from(), this::prefix) + ", " + java.optional(rule.to(), this::prefix) + ", "
                + java.optional(rule.incoming(), JavaText::literal) + ", "
                + java.optional(rule.outgoing(), JavaText::literal) + ", " + java.optional(rule.mark()) + ", "
                + java.optional(rule.markMask()) + ", " + rule.negated() + ", " + rule.table() + ")";
    }

    String transport(Transport transport) {
        if (transport instanceof Transport.Multicast multicast) {
            return "new " + java.type(Transport.Multicast.class) + "(" + java.optional(multicast.group(), this::ip)
                    + ")";
        }
        Transport.Unicast unicast = (Transport.Unicast) transport;
        return "new " + java.type(Transport.Unicast.class) + "(" + java.list(unicast.peers(), this::peer) + ", "
                + unicast.timeToLive() + ", " + unicast.onlyPeers() + ")";
    }

    private String peer(Transport.Peer peer) {
        String type = java.type(Transport.Peer.class);
        return peer.equals(Transport.Peer.of(peer.address()))
                ? type + ".of(" + ip(peer.address()) + ")"
                : "new " + type + "(" + ip(peer.address()) + ", " + peer.minTimeToLive() + ", " + peer.maxTimeToLive()
                        + ")";
    }

    String preemption(Preemption preemption) {
        String type = java.type(Preemption.class);
        return preemption.enabled() ? type + ".after(" + java.duration(preemption.delay()) + ")" : type + ".NEVER";
    }

    String timing(Timing timing) {
        Timing usual = Timing.DEFAULT;
        StringBuilder code = new StringBuilder(java.type(Timing.class) + ".DEFAULT");
        if (timing.downAdvertisements() != usual.downAdvertisements()) {
            call(code, "downAdvertisements", Integer.toString(timing.downAdvertisements()));
        }
        if (!timing.startupDelay().equals(usual.startupDelay())) {
            call(code, "startupDelay", java.duration(timing.startupDelay()));
        }
        if (!timing.linkUpDelay().equals(usual.linkUpDelay())) {
            call(code, "linkUpDelay", java.duration(timing.linkUpDelay()));
        }
        if (!timing.linkDownDelay().equals(usual.linkDownDelay())) {
            call(code, "linkDownDelay", java.duration(timing.linkDownDelay()));
        }
        return code.toString();
    }

    String announcements(AnnouncementProfile profile) {
        AnnouncementProfile usual = AnnouncementProfile.DEFAULT;
        StringBuilder code = new StringBuilder(java.type(AnnouncementProfile.class) + ".DEFAULT");
        if (profile.burst() != usual.burst() || !profile.secondBurstAfter().equals(usual.secondBurstAfter())) {
            call(code, "bursts", profile.burst() + ", " + java.duration(profile.secondBurstAfter()));
        }
        if (profile.contestedBurst() != usual.contestedBurst()
                || !profile.contestedSecondBurstAfter().equals(usual.contestedSecondBurstAfter())) {
            call(
                    code,
                    "contestedBursts",
                    profile.contestedBurst() + ", " + java.duration(profile.contestedSecondBurstAfter()));
        }
        if (profile.refreshBurst() != usual.refreshBurst()
                || !profile.refreshEvery().equals(usual.refreshEvery())) {
            call(code, "refresh", java.duration(profile.refreshEvery()) + ", " + profile.refreshBurst());
        }
        if (!profile.spacing().equals(usual.spacing())) {
            call(code, "spacing", java.duration(profile.spacing()));
        }
        return code.toString();
    }
}
