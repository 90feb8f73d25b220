/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Sends one request and judges the answer. */
final class HttpConversation implements Conversation {

    private final HttpProbe probe;
    private final HttpReader reader;

    HttpConversation(HttpProbe probe) {
        this.probe = probe;
        this.reader = new HttpReader(probe.method().equals("HEAD"));
    }

    @Override
    public Turn connected() {
        return new Turn.Send(probe.request());
    }

    @Override
    public Turn received(ByteBuffer received) {
        reader.read(received);
        return verdict().<Turn>map(Turn.Done::new).orElseGet(Turn.Listen::new);
    }

    @Override
    public Probe.Result closed() {
        reader.end();
        return verdict().orElseThrow(); // After the end it is an answer or it has a problem.
    }

    @Override
    public String awaited() {
        return reader.status().map(status -> "end of the answer " + status).orElse("answer");
    }

    private Optional<Probe.Result> verdict() {
        if (!reader.problem().isEmpty()) {
            return Optional.of(Probe.Result.unhealthy(reader.problem()));
        }
        Optional<Probe.Result> refused =
                reader.status().filter(status -> !accepts(status)).map(this::refusal);
        return refused.isPresent() ? refused : reader.answer().map(this::judged);
    }

    private boolean accepts(int status) {
        return probe.accepted().stream().anyMatch(range -> range.holds(status));
    }

    private Probe.Result refusal(int status) {
        String accepted = probe.accepted().stream().map(StatusRange::toString).collect(Collectors.joining(", "));
        return Probe.Result.unhealthy("status " + status + ", accepted: " + accepted);
    }

    private Probe.Result judged(HttpAnswer answer) {
        try {
            for (HttpHeaderMatch match : probe.requiredHeaders()) {
                String missing = missing(match, answer);
                if (!missing.isEmpty()) {
                    return Probe.Result.unhealthy("status " + answer.status() + ", but " + missing);
                }
            }
            if (probe.requiredBody().isPresent()) {
                Expectation expected = probe.requiredBody().get();
                ByteBuffer body = answer.body().buffer();
                if (!new AnswerSearch(expected).foundIn(body)) {
                    return Probe.Result.unhealthy("status " + answer.status() + ", but the body has no " + expected
                            + "; it begins " + answer.body());
                }
            }
        } catch (PatternSearch.TooLong e) {
            return Probe.Result.unhealthy("status " + answer.status() + ", but " + e.detail());
        }
        return Probe.Result.healthy("status " + answer.status());
    }

    private static String missing(HttpHeaderMatch match, HttpAnswer answer) throws PatternSearch.TooLong {
        String name = match.name().toLowerCase(Locale.ROOT);
        List<String> values = answer.headers().stream()
                .filter(header -> header.name().equals(name))
                .map(HttpAnswer.Field::value)
                .toList();
        PatternSearch search = new PatternSearch(match.regex());
        for (String value : values) {
            if (search.isIn(value)) {
                return "";
            }
        }
        return values.isEmpty()
                ? "it has no header " + match.name()
                : "header " + match.name() + " does not match /" + match.regex() + "/";
    }
}
