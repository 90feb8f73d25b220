/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.documents;

import java.util.ArrayList;
import java.util.List;

/**
 * A fenced block of a document.
 *
 * @param document name of the file
 * @param line of its first fence
 * @param language what follows the fence; empty if nothing does
 * @param text between the fences, without the indentation of the first one
 */
public record Sample(String document, int line, String language, String text) {

    private static final String FENCE = "```";

    /** Those of all documents. */
    public static List<Sample> all() {
        return Repository.documents().stream()
                .flatMap(document -> of(document, Repository.text(document)).stream())
                .toList();
    }

    /** Those of all documents in that language. */
    public static List<Sample> in(String language) {
        return all().stream()
                .filter(sample -> sample.language().equals(language))
                .toList();
    }

    /** Those of a document. */
    static List<Sample> of(String document, String markdown) {
        List<Sample> samples = new ArrayList<>();
        List<String> lines = markdown.lines().toList();
        for (int at = 0; at < lines.size(); at++) {
            String fence = lines.get(at);
            if (!fence.strip().startsWith(FENCE)) {
                continue;
            }
            int begin = at + 1;
            int indentation = fence.indexOf(FENCE);
            StringBuilder text = new StringBuilder();
            while (++at < lines.size() && !lines.get(at).strip().equals(FENCE)) {
                text.append(unindented(lines.get(at), indentation)).append('\n');
            }
            samples.add(new Sample(document, begin, fence.strip().substring(FENCE.length()), text.toString()));
        }
        return List.copyOf(samples);
    }

    private static String unindented(String line, int indentation) {
        return line.substring(
                Math.min(indentation, line.length() - line.stripLeading().length()));
    }

    /** Where it is, as tools that jump to places understand it. */
    public String place() {
        return document + ":" + line;
    }

    @Override
    public String toString() {
        return place() + " (" + language + ")";
    }
}
