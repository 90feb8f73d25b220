/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.config.AnnouncementProfile;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.keepalived.InstanceDraft.AddressLine;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.ChecksumChoice;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.SimplePassword;
import io.vip4j.vrrp.VrrpVersion;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
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
            "password", "authentication");

    private final InstanceDraft draft;
    private final GlobalDefaults defaults;
    private final Diagnostics diagnostics;

    InstanceBuilder(InstanceDraft draft, GlobalDefaults defaults, Diagnostics diagnostics) {
        this.draft = draft;
        this.defaults = defaults;
        this.diagnostics = diagnostics;
    }

    /** The configuration, or empty if it cannot be built; every reason is reported. */
    Optional<VirtualRouterConfig> build() {
        requireKeyword("interface");
        requireKeyword("virtual_router_id");
        requireKeyword("virtual_ipaddress");
        if (draft.addresses.isEmpty() && draft.has("virtual_ipaddress")) {
            diagnostics.error(draft.lineOf("virtual_ipaddress"), "virtual_ipaddress must have a valid address");
        }
        boolean addressesFit = checkAddresses();
        VrrpVersion version = version();
        int priority = priority();
        boolean preempt = preempt(priority);
        Duration interval = interval(version);
        Optional<String> password = password(version);
        if (draft.networkInterface.isEmpty() || draft.vrid.isEmpty() || draft.addresses.isEmpty() || !addressesFit) {
            return Optional.empty();
        }
        try {
            VirtualRouterConfig.Builder builder = VirtualRouterConfig.builder(draft.name)
                    .networkInterface(draft.networkInterface.get())
                    .vrid(draft.vrid.getAsInt())
                    .version(version)
                    .priority(priority)
                    .preempt(preempt)
                    .advertisementInterval(interval)
                    .checksum(
                            draft.messageOnlyChecksum.orElse(defaults.messageOnlyChecksum())
                                    ? ChecksumChoice.MESSAGE_ONLY
                                    : ChecksumChoice.PSEUDO_HEADER)
                    .announcements(AnnouncementProfile.DEFAULT.bursts(
                            draft.garpRepeat.orElse(defaults.garpRepeat()),
                            Duration.ofSeconds(draft.garpDelaySeconds.orElse(defaults.garpDelaySeconds()))));
            password.ifPresent(builder::password);
            draft.addresses.forEach(line -> builder.address(line.address()));
            return Optional.of(builder.build());
        } catch (ConfigurationException e) {
            report(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void report(String message) {
        int end = message.indexOf(' ');
        String keyword = KEYWORD_OF_FIELD.getOrDefault(end < 0 ? message : message.substring(0, end), "vrrp_instance");
        diagnostics.error(draft.lineOf(keyword), keyword + ": " + message);
    }

    private void requireKeyword(String keyword) {
        if (!draft.has(keyword)) {
            diagnostics.error(draft.at, "vrrp_instance '" + draft.name + "' must have '" + keyword + "'");
        }
    }

    /** Whether they can be put into one configuration; a wrong 'dev' does not stand in the way of that. */
    private boolean checkAddresses() {
        boolean fit = true;
        Map<IpAddress, Position> seen = new HashMap<>();
        for (AddressLine line : draft.addresses) {
            AddressLine first = draft.addresses.get(0);
            if (line.address().family() != first.address().family()) {
                fit = false;
                diagnostics.error(
                        line.at(),
                        "virtual_ipaddress must be of one family, like "
                                + first.address() + " on " + first.at().reference()
                                + "; use a second vrrp_instance for: " + line.address());
            }
            Position earlier = seen.putIfAbsent(line.address().address(), line.at());
            if (earlier != null) {
                fit = false;
                diagnostics.error(
                        line.at(),
                        "virtual_ipaddress must not repeat, see " + earlier.reference() + ": "
                                + line.address().address());
            }
            line.device()
                    .filter(device ->
                            !draft.networkInterface.orElse(device.text()).equals(device.text()))
                    .ifPresent(device -> diagnostics.error(
                            device.at(),
                            "option 'dev' of address " + line.address()
                                    + " must be the interface of the instance, others are not supported yet: '"
                                    + device.text() + "'"));
        }
        return fit;
    }

    /** Without a version of its own, an instance with IPv6 addresses has version 3, whatever the default is. */
    private VrrpVersion version() {
        if (draft.version.isPresent()) {
            return GlobalDefaults.versionOf(draft.version.getAsInt());
        }
        boolean ipv6 =
                !draft.addresses.isEmpty() && draft.addresses.get(0).address().family() == AddressFamily.IPV6;
        return ipv6 ? VrrpVersion.V3 : defaults.version();
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

    private Optional<String> password(VrrpVersion version) {
        if (version == VrrpVersion.V3) {
            if (draft.has("authentication")) {
                diagnostics.warning(
                        draft.lineOf("authentication"),
                        "authentication is ignored with version 3, which has none, as in keepalived");
            }
            return Optional.empty();
        }
        if (draft.authType.isEmpty()) {
            draft.authPass.ifPresent(pass -> diagnostics.warning(
                    pass.at(), "auth_pass has no effect without 'auth_type PASS', as in keepalived"));
            return Optional.empty();
        }
        Optional<Token> given = draft.authPass.filter(pass -> !pass.text().isEmpty());
        if (given.isEmpty()) {
            diagnostics.warning(
                    draft.authType.get().at(),
                    "auth_type PASS without auth_pass is ignored, as in keepalived: the router has no password");
            return Optional.empty();
        }
        return withinLimit(given.get());
    }

    private Optional<String> withinLimit(Token pass) {
        byte[] octets = pass.text().getBytes(StandardCharsets.UTF_8);
        if (octets.length <= SimplePassword.OCTETS) {
            return Optional.of(pass.text());
        }
        try {
            String cut = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Arrays.copyOf(octets, SimplePassword.OCTETS)))
                    .toString();
            diagnostics.warning(
                    pass.at(),
                    "auth_pass has " + octets.length + " octets: only the first 8 are used, as in keepalived");
            return Optional.of(cut);
        } catch (CharacterCodingException e) {
            diagnostics.error(
                    pass.at(),
                    "auth_pass must have 1..8 octets: it has " + octets.length
                            + " and the eighth is in the middle of a character");
            return Optional.empty();
        }
    }
}
