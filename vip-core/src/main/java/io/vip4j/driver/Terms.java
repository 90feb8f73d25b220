/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.event.Term;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Numbers the tenures of a router. The loop writes, any thread asks. */
final class Terms {

    private final Leave leave;
    private final Validity validity;

    // Written by the loop.
    private volatile @Nullable Term latest;
    private boolean holding;
    private long epochs;

    Terms(Leave leave, Validity validity) {
        this.leave = leave;
        this.validity = validity;
    }

    /** Whether the addresses are held; before anybody can believe that they are. */
    void holding(boolean now) {
        if (now && !holding) {
            var token = leave.token();
            latest = token.isPresent() ? new Term.FencingToken(token.getAsLong()) : new Term.LocalEpoch(++epochs);
        }
        holding = now;
    }

    /** The one that lasts, or was the last one. */
    Optional<Term> latest() {
        return Optional.ofNullable(latest);
    }

    /** The one that lasts; empty if the addresses are not held. Safe from any thread. */
    Optional<Term> active() {
        Term before = latest;
        // One that has changed meanwhile was over for a moment at least, and that is a true answer too.
        return before != null && validity.isActive() && before == latest ? Optional.of(before) : Optional.empty();
    }
}
