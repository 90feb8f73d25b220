/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.vrrp.SimplePassword;
import io.vip4j.vrrp.VrrpVersion;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What becomes of the {@code authentication} of an instance. */
final class PasswordRules {

    private final InstanceDraft draft;
    private final Diagnostics diagnostics;

    PasswordRules(InstanceDraft draft, Diagnostics diagnostics) {
        this.draft = draft;
        this.diagnostics = diagnostics;
    }

    Optional<String> password(VrrpVersion version) {
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
