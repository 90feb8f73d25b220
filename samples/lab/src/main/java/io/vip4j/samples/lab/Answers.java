/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who answered for the address when, computed from single answers. */
final class Answers {

    /** A station counts as silent after this many requests without an answer. */
    private static final int SILENT_AFTER = 5;

    private final Map<String, List<Span>> spans = new LinkedHashMap<>();

    /** A time during which a station answered one request after the other. */
    private record Span(Instant from, Instant to) {

        Duration common(Span other) {
            Instant start = from.isAfter(other.from) ? from : other.from;
            Instant end = to.isBefore(other.to) ? to : other.to;
            return end.isAfter(start) ? Duration.between(start, end) : Duration.ZERO;
        }
    }

    /**
     * Sorts answers by station.
     *
     * @param answers oldest first
     * @param interval time between two requests
     */
    Answers(List<Answer> answers, Duration interval) {
        Duration silence = interval.multipliedBy(SILENT_AFTER);
        for (Answer answer : answers) {
            List<Span> own = spans.computeIfAbsent(answer.station(), station -> new ArrayList<>());
            Span last = own.isEmpty() ? new Span(answer.at(), answer.at()) : own.get(own.size() - 1);
            if (!own.isEmpty() && !answer.at().isAfter(last.to().plus(silence))) {
                own.set(own.size() - 1, new Span(last.from(), answer.at()));
            } else {
                own.add(new Span(answer.at(), answer.at()));
            }
        }
    }

    /** How long, in sum over all pairs of stations, two of them answered at one time. */
    Duration fromTwo() {
        Duration sum = Duration.ZERO;
        List<List<Span>> stations = List.copyOf(spans.values());
        for (int one = 0; one < stations.size(); one++) {
            for (int other = one + 1; other < stations.size(); other++) {
                sum = sum.plus(common(stations.get(one), stations.get(other)));
            }
        }
        return sum;
    }

    private static Duration common(List<Span> ones, List<Span> others) {
        Duration sum = Duration.ZERO;
        for (Span one : ones) {
            for (Span other : others) {
                sum = sum.plus(one.common(other));
            }
        }
        return sum;
    }
}
