/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.wire;

import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.SimplePassword;
import io.vip4j.vrrp.VrrpVersion;
import io.vip4j.wire.Advertisement.Authentication;
import java.util.Optional;

/**
 * The checks of RFC 9568 7.1 and RFC 3768 7.1 that depend on the settings of one virtual router.
 *
 * @param version version that the router speaks
 * @param interval its own interval; VRRPv2 discards every other one
 * @param password its password, if it has one
 */
public record RouterFilter(VrrpVersion version, AdvertisementInterval interval, Optional<SimplePassword> password) {

    /** The first check that fails, in the order of {@link RejectReason}; empty if the advertisement is valid here. */
    public Optional<RejectReason> check(Advertisement advertisement) {
        if (advertisement.version() != version) {
            return Optional.of(RejectReason.VERSION_MISMATCH);
        }
        if (version == VrrpVersion.V3) {
            return Optional.empty();
        }
        Authentication authentication = advertisement.authentication();
        if (authentication.type() != expectedAuthentication().type()) {
            return Optional.of(RejectReason.AUTHENTICATION_TYPE_MISMATCH);
        }
        // RFC 3768 5.3.10: with type 0 the data is ignored.
        if (password.isPresent() && authentication.data() != password.get().data()) {
            return Optional.of(RejectReason.AUTHENTICATION_FAILED);
        }
        return advertisement.interval().equals(interval)
                ? Optional.empty()
                : Optional.of(RejectReason.INTERVAL_MISMATCH);
    }

    /** The authentication fields of this router's own advertisements. */
    public Authentication expectedAuthentication() {
        return password.map(p -> new Authentication(Authentication.SIMPLE_PASSWORD, p.data()))
                .orElse(Authentication.NONE);
    }
}
