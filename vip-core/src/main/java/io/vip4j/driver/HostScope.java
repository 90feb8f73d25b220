/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.driver.checks.HostChecks;
import io.vip4j.spi.VipPlatform;

/**
 * What the routers of a host share.
 *
 * @param platform where they run
 * @param claims who holds what
 * @param gateClaims who wants what guarded
 * @param renewals when addresses are renewed
 * @param pacers let announcements out
 * @param virtualAddresses those of all of them
 * @param stepper the state machine that they run with
 * @param checks what their checks share
 * @param punctuality measures how late the loop is
 * @param deviceNames what their devices are called
 * @param greeters where their processes can be watched
 * @param silent whether nobody is told what happens here, because it is a rehearsal
 */
record HostScope(
        VipPlatform platform,
        HoldingClaims claims,
        GateClaims gateClaims,
        RenewalRhythm renewals,
        Pacers pacers,
        VirtualAddresses virtualAddresses,
        Stepper stepper,
        HostChecks checks,
        Punctuality punctuality,
        DeviceNames deviceNames,
        PeerGreeters greeters,
        boolean silent) {}
