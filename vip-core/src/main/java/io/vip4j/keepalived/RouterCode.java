/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.config.AnnouncementProfile;
import io.vip4j.config.Contest;
import io.vip4j.config.Preemption;
import io.vip4j.config.Timing;
import io.vip4j.config.Transport;
import io.vip4j.config.VirtualMac;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.ChecksumChoice;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.SimplePassword;
import io.vip4j.vrrp.VrrpVersion;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One virtual router as the calls of its builder; what is as usual is left out. */
final class RouterCode {

    private final JavaText java;
    private final WireCode wire;
    private final CheckCode checks;
    private final List<String> calls = new ArrayList<>();

    RouterCode(JavaText java) {
        this.java = java;
        this.wire = new WireCode(java);
        this.checks = new CheckCode(java);
    }

    /** The first line, then each call on a line of its own. */
    List<String> lines(VirtualRouterConfig router) {
        calls.clear();
        calls.add(java.type(VirtualRouterConfig.class) + ".builder(" + JavaText.literal(router.name()) + ")");
        call("networkInterface", JavaText.literal(router.networkInterface()));
        if (router.version() != VrrpVersion.V3) {
            call("version", java.constant(router.version()));
        }
        if (router.addresses().isEmpty()) {
            call("family", java.constant(router.family()));
        }
        call("vrid", Integer.toString(router.vrid().value()));
        if (!router.priority().equals(Priority.DEFAULT)) {
            call("priority", Integer.toString(router.priority().value()));
        }
        if (!router.advertisementInterval().equals(AdvertisementInterval.DEFAULT)) {
            call(
                    "advertisementInterval",
                    java.duration(router.advertisementInterval().toDuration()));
        }
        addRules(router);
        router.addresses().forEach(address -> call("address", wire.address(address)));
        router.excludedAddresses().forEach(address -> call("excludedAddress", wire.address(address)));
        router.routes().forEach(route -> call("route", wire.route(route)));
        router.rules().forEach(rule -> call("rule", wire.rule(rule)));
        router.virtualMac().ifPresent(mac -> call("virtualMac", virtualMac(mac)));
        router.password().ifPresent(password -> call("password", JavaText.literal(text(password))));
        addConduct(router);
        router.checks().forEach(check -> call("check", checks.arguments(check)));
        router.trackedInterfaces()
                .forEach(each ->
                        call("trackInterface", JavaText.literal(each.name()) + ", " + checks.effect(each.onFailure())));
        if (!router.tracksOwnInterface()) {
            call("tracksOwnInterface", "false");
        }
        calls.add(".build()");
        return List.copyOf(calls);
    }

    private void call(String method, String arguments) {
        calls.add("." + method + "(" + arguments + ")");
    }

    private void addRules(VirtualRouterConfig router) {
        if (!router.preemption().equals(Preemption.IMMEDIATE)) {
            call("preemption", wire.preemption(router.preemption()));
        }
        if (!router.timing().equals(Timing.DEFAULT)) {
            call("timing", wire.timing(router.timing()));
        }
        if (!router.transport().equals(Transport.MULTICAST)) {
            call("transport", wire.transport(router.transport()));
        }
        router.sourceAddress().ifPresent(source -> call("sourceAddress", wire.ip(source)));
    }

    private void addConduct(VirtualRouterConfig router) {
        if (router.checksum() != ChecksumChoice.PSEUDO_HEADER) {
            call("checksum", java.constant(router.checksum()));
        }
        if (!router.contest().equals(Contest.DEFAULT)) {
            Contest contest = router.contest();
            call(
                    "contest",
                    "new " + java.type(Contest.class) + "(" + contest.answersLower() + ", "
                            + contest.speaksBeforeYielding() + ")");
        }
        if (!router.announcements().equals(AnnouncementProfile.DEFAULT)) {
            call("announcements", wire.announcements(router.announcements()));
        }
    }

    private String virtualMac(VirtualMac mac) {
        return "new " + java.type(VirtualMac.class) + "(" + java.optional(mac.networkInterface(), JavaText::literal)
                + ", " + mac.advertiseFromBase() + ")";
    }

    private static String text(SimplePassword password) {
        byte[] octets = ByteBuffer.allocate(SimplePassword.OCTETS)
                .putLong(password.data())
                .array();
        int length = octets.length;
        while (length > 0 && octets[length - 1] == 0) {
            length--;
        }
        return new String(octets, 0, length, StandardCharsets.UTF_8);
    }
}
