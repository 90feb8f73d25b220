/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.flight.FlightLog;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.wire.RejectReason;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts discarded datagrams by reason. Tells about them at DEBUG, at most once a minute for each reason, and to the
 * flight recorder, at most once a second for each reason.
 */
final class DiscardCounters {

    private static final Logger log = LoggerFactory.getLogger(DiscardCounters.class);
    private static final long LOG_SPACING_NANOS = 60_000_000_000L;
    private static final long RECORD_SPACING_NANOS = 1_000_000_000L;

    private final String where;
    private final ListenerDispatch dispatch;
    private final boolean silent;
    private final Map<RejectReason, Count> counts = new EnumMap<>(RejectReason.class);

    /**
     * @param where interface or router, for the log
     * @param silent whether nobody is told
     */
    DiscardCounters(String where, ListenerDispatch dispatch, boolean silent) {
        this.where = where;
        this.dispatch = dispatch;
        this.silent = silent;
    }

    void count(RejectReason reason, IpAddress source, long nowNanos) {
        Count count = counts.computeIfAbsent(reason, unused -> new Count(nowNanos));
        count.value++;
        if (!silent) {
            tell(count, reason, source, nowNanos);
        }
    }

    private void tell(Count count, RejectReason reason, IpAddress source, long nowNanos) {
        long value = count.value;
        if (log.isDebugEnabled() && nowNanos - count.quietUntilNanos >= 0) {
            count.quietUntilNanos = nowNanos + LOG_SPACING_NANOS;
            dispatch.log(() -> log.debug("discard where={} from={} reason={} count={}", where, source, reason, value));
        }
        if (FlightLog.recordsRejections() && nowNanos - count.unrecordedUntilNanos >= 0) {
            count.unrecordedUntilNanos = nowNanos + RECORD_SPACING_NANOS;
            dispatch.log(() -> FlightLog.rejected(where, source, reason, value));
        }
    }

    /** Adds the counts that are not zero. */
    void addTo(Map<RejectReason, Long> sums) {
        counts.forEach((reason, count) -> sums.merge(reason, count.value, Long::sum));
    }

    private static final class Count {
        private long value;
        private long quietUntilNanos;
        private long unrecordedUntilNanos;

        Count(long nowNanos) {
            this.quietUntilNanos = nowNanos;
            this.unrecordedUntilNanos = nowNanos;
        }
    }
}
