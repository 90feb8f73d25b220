/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.ChecksumForm;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.SimplePassword;
import io.vip4j.vrrp.Vrid;
import io.vip4j.vrrp.VrrpVersion;
import io.vip4j.wire.Advertisement.Authentication;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A row of vectors.json: an advertisement from elsewhere, and what a receiver is to make of it. */
record Vector(JsonNode json) {

    /** The policies of the file that are ours. */
    private static final List<String> POLICIES = List.of("dual_accept", "rfc9568", "rfc3768");

    static List<Vector> all() {
        try (InputStream in =
                Objects.requireNonNull(Vector.class.getResourceAsStream("/vectors/vectors.json"), "vectors.json")) {
            List<Vector> vectors = new ArrayList<>();
            new ObjectMapper().readTree(in).get("vectors").forEach(json -> vectors.add(new Vector(json)));
            return vectors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String id() {
        return json.get("id").asText();
    }

    Datagram datagram() {
        boolean ipv6 = family() == AddressFamily.IPV6;
        return new Datagram(
                address("src").orElse(IpAddress.parse(ipv6 ? "fe80::c8" : "192.0.2.251")),
                address("dst").orElse(family().vrrpGroup()),
                json.get("ttl").asInt(255),
                HexFormat.of().parseHex(json.get("vrrp_hex").asText()));
    }

    /** The verdict of the policy that is ours. */
    String expected() {
        return POLICIES.stream()
                .filter(json.get("expected")::has)
                .map(policy -> json.get("expected").get(policy).asText())
                .findFirst()
                .orElseThrow(() -> new AssertionError(id() + " says nothing for our policies"));
    }

    /** The password that the policy of RFC 2338 asks for. */
    Optional<SimplePassword> password() {
        return Optional.ofNullable(json.get("expected").get("rfc2338_simple"))
                .map(text -> SimplePassword.of(text.asText().split("'", -1)[1]));
    }

    /** A receiver of the same version and interval, as the file says. */
    RouterFilter receiver(Optional<SimplePassword> password) {
        return new RouterFilter(version(), interval().orElse(AdvertisementInterval.DEFAULT), password);
    }

    Advertisement advertisement() {
        JsonNode decoded = json.get("decoded");
        List<IpAddress> addresses = new ArrayList<>();
        decoded.get("addresses").forEach(text -> addresses.add(IpAddress.parse(text.asText())));
        return new Advertisement(
                version(),
                new Vrid(decoded.get("vrid").asInt()),
                new Priority(decoded.get("priority").asInt()),
                interval().orElseThrow(),
                addresses,
                version() == VrrpVersion.V3
                        ? Authentication.NONE
                        : new Authentication(
                                decoded.get("auth_type").asInt(),
                                Long.parseUnsignedLong(
                                        decoded.get("trailer_hex").asText(), 16)));
    }

    ChecksumForm checksumForm() {
        return switch (json.get("checksum_form").asText()) {
            case "message_only" -> ChecksumForm.MESSAGE_ONLY;
            case "ipv4_pseudo", "ipv6_pseudo" -> ChecksumForm.PSEUDO_HEADER;
            default -> throw new AssertionError(id() + " has no right checksum");
        };
    }

    boolean hasReservedBits() {
        return json.get("decoded").path("reserve").asInt() != 0;
    }

    private AddressFamily family() {
        return json.get("family").asText().equals("ipv6") ? AddressFamily.IPV6 : AddressFamily.IPV4;
    }

    private VrrpVersion version() {
        return json.get("expected").has("rfc3768") ? VrrpVersion.V2 : VrrpVersion.V3;
    }

    private Optional<AdvertisementInterval> interval() {
        JsonNode decoded = json.get("decoded");
        int centiseconds = version() == VrrpVersion.V3
                ? decoded.path("max_adver_int_cs").asInt()
                : decoded.path("adver_int_s").asInt() * 100;
        return centiseconds == 0 ? Optional.empty() : Optional.of(new AdvertisementInterval(centiseconds));
    }

    private Optional<IpAddress> address(String field) {
        JsonNode value = json.get(field);
        return value.isNull() ? Optional.empty() : Optional.of(IpAddress.parse(value.asText()));
    }
}
