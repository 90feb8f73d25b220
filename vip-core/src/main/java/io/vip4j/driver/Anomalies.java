/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.event.Anomaly;
import io.vip4j.event.AnomalyKind;
import io.vip4j.spi.Loop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What should not be and lasts, for one virtual router. Whoever sees something calls {@link #notice} each time; it is
 * told once when it begins and once when it ends, which is when it was not seen for three of its periods, at least
 * {@link #LEAST_QUIET_NANOS}. Those of {@link #LASTING} end only when somebody says so.
 *
 * <p>The subjects may come from forged packets. So at most {@link #MAX_SUBJECTS} of a kind are kept, at most
 * {@link #TOLD_AT_ONCE} begin at once and one more every {@link #TOLD_SPACING_NANOS}; whatever goes beyond is counted
 * together as one anomaly with the subject {@value #OTHERS}. A notice of something that is known allocates nothing.
 */
final class Anomalies {

    /** The subject that stands for all those that are not told one by one. */
    static final String OTHERS = "others";

    static final int MAX_SUBJECTS = 32;
    static final int TOLD_AT_ONCE = 8;
    static final long TOLD_SPACING_NANOS = 30_000_000_000L;
    static final long LEAST_QUIET_NANOS = 10_000_000_000L;

    private static final int QUIET_PERIODS = 3;
    private static final long TEXT_SPACING_NANOS = 1_000_000_000L;
    private static final Set<AnomalyKind> LASTING = EnumSet.of(
            AnomalyKind.NO_PEER_HEARD,
            AnomalyKind.CANNOT_BIND,
            AnomalyKind.CANNOT_SEND,
            AnomalyKind.NOT_BOUND_TO_PROCESS,
            AnomalyKind.CANNOT_WATCH,
            AnomalyKind.VOTE_STORE_LOST,
            AnomalyKind.HOLDING_WITHOUT_VOTE);

    private final Loop loop;
    private final Publisher publisher;
    private final Map<AnomalyKind, Group> groups = new EnumMap<>(AnomalyKind.class);
    private final Loop.Alarm alarm;

    private boolean armed;
    private long armedAtNanos;

    Anomalies(Loop loop, Publisher publisher) {
        this.loop = loop;
        this.publisher = publisher;
        this.alarm = loop.newAlarm(this::endQuietOnes);
    }

    /** What was noticed of one kind. */
    private static final class Group {
        private final Map<Object, Entry> entries = new LinkedHashMap<>();
        private long budget = TOLD_AT_ONCE;
        private long budgetAtNanos;

        Group(long nowNanos) {
            budgetAtNanos = nowNanos;
        }

        /** Whether one more may begin: a bucket that fills slowly. */
        boolean mayBegin(long nowNanos) {
            long refill = (nowNanos - budgetAtNanos) / TOLD_SPACING_NANOS;
            if (refill > 0) {
                budget = Math.min(TOLD_AT_ONCE, budget + refill);
                budgetAtNanos += refill * TOLD_SPACING_NANOS;
            }
            if (entries.size() >= MAX_SUBJECTS || budget == 0) {
                return false;
            }
            budget--;
            return true;
        }
    }

    /** One anomaly. */
    private static final class Entry {
        private final AnomalyKind kind;
        private final String subject;
        private final boolean lasting;
        private final Instant since;
        private long lastSeenAtNanos;
        private long quietNanos;
        private long count;
        private String text;
        private long textAtNanos;

        Entry(AnomalyKind kind, String subject, boolean lasting, Instant since, String text, long nowNanos) {
            this.kind = kind;
            this.subject = subject;
            this.lasting = lasting;
            this.since = since;
            this.text = text;
            this.textAtNanos = nowNanos;
        }

        void seen(long quiet, long nowNanos) {
            lastSeenAtNanos = nowNanos;
            quietNanos = quiet;
            count++;
        }

        long endsAtNanos() {
            return lastSeenAtNanos + quietNanos;
        }

        Anomaly toAnomaly(Instant now, long nowNanos) {
            return new Anomaly(kind, subject, since, now.minusNanos(nowNanos - lastSeenAtNanos), count, text);
        }
    }

    /**
     * Something that should not be was seen just now.
     *
     * @param subject whom it is about; the same one by {@code equals} is the same anomaly
     * @param text for people: names the subject, and what to do about it
     */
    void notice(AnomalyKind kind, Object subject, String text) {
        notice(kind, subject, 0, () -> text);
    }

    /**
     * Something that should not be was seen just now.
     *
     * @param subject whom it is about; the same one by {@code equals} is the same anomaly
     * @param periodNanos time after which it is expected again while it lasts; 0: not known
     * @param text for people: names the subject, and what to do about it; asked for when it begins and later at most
     *     once a second
     */
    void notice(AnomalyKind kind, Object subject, long periodNanos, Supplier<String> text) {
        long now = loop.nanoTime();
        Group group = groups.computeIfAbsent(kind, unused -> new Group(now));
        Entry entry = group.entries.get(subject);
        boolean begins = entry == null;
        if (entry == null) {
            entry = begin(kind, group, subject, text, now);
            begins = entry.count == 0;
        } else if (now - entry.textAtNanos >= TEXT_SPACING_NANOS) {
            entry.text = text.get();
            entry.textAtNanos = now;
        }
        entry.seen(Math.max(QUIET_PERIODS * periodNanos, LEAST_QUIET_NANOS), now);
        if (begins) {
            publisher.publish(true, entry.toAnomaly(loop.now(), now));
        }
        if (!entry.lasting && (!armed || entry.endsAtNanos() - armedAtNanos < 0)) {
            arm(entry.endsAtNanos());
        }
    }

    /** The entry of a new subject, or that of all the others. */
    private Entry begin(AnomalyKind kind, Group group, Object subject, Supplier<String> text, long now) {
        if (group.mayBegin(now)) {
            Entry entry = new Entry(kind, subject.toString(), LASTING.contains(kind), loop.now(), text.get(), now);
            group.entries.put(subject, entry);
            return entry;
        }
        return group.entries.computeIfAbsent(
                OTHERS,
                unused -> new Entry(
                        kind,
                        OTHERS,
                        false,
                        loop.now(),
                        "more of this kind, too many to be told one by one; the first was: " + text.get(),
                        now));
    }

    /** It is over, if it was there. */
    void over(AnomalyKind kind, Object subject) {
        Group group = groups.get(kind);
        if (group == null) {
            return;
        }
        Entry entry = group.entries.remove(subject);
        if (entry != null) {
            publisher.publish(false, entry.toAnomaly(loop.now(), loop.nanoTime()));
        }
    }

    /** Everything of this kind is over. */
    void over(AnomalyKind kind) {
        Group group = groups.get(kind);
        if (group != null && !group.entries.isEmpty()) {
            List.copyOf(group.entries.keySet()).forEach(subject -> over(kind, subject));
        }
    }

    /** What lasts now. */
    List<Anomaly> current() {
        long nowNanos = loop.nanoTime();
        Instant now = loop.now();
        List<Anomaly> anomalies = new ArrayList<>();
        groups.values()
                .forEach(group ->
                        group.entries.values().forEach(entry -> anomalies.add(entry.toAnomaly(now, nowNanos))));
        return anomalies;
    }

    /** The router is closed: nothing more ends by itself. */
    void close() {
        armed = false;
        alarm.disarm();
    }

    private void endQuietOnes() {
        if (!armed) {
            return;
        }
        armed = false;
        long now = loop.nanoTime();
        for (Group group : groups.values()) {
            for (Iterator<Entry> entries = group.entries.values().iterator(); entries.hasNext(); ) {
                Entry entry = entries.next();
                if (entry.lasting) {
                    continue;
                }
                long endsAt = entry.endsAtNanos();
                if (now - endsAt >= 0) {
                    entries.remove();
                    publisher.publish(false, entry.toAnomaly(loop.now(), now));
                } else if (!armed || endsAt - armedAtNanos < 0) {
                    armed = true;
                    armedAtNanos = endsAt;
                }
            }
        }
        if (armed) {
            alarm.armAt(armedAtNanos);
        }
    }

    private void arm(long atNanos) {
        armed = true;
        armedAtNanos = atNanos;
        alarm.armAt(atNanos);
    }
}
