/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * All Java that the documents show is compiled, with everything that the build has to say about Java: it stands in a source of
 * the repository, but for blanks and comments. Where no program or test has it, a class {@code DocumentFragments} does.
 */
class JavaSamplesTest {

    private static final Pattern OMISSION = Pattern.compile("(?m)^\\s*\\.\\.\\.$");

    @Test
    void javaOfTheDocumentsIsCompiled() {
        List<String> sources = Repository.files(name -> name.endsWith(".java")).stream()
                .map(name -> essence(Repository.text(name)))
                .toList();
        assertThat(Sample.in("java")).hasSizeGreaterThan(5);
        assertThat(Sample.in("java").stream()
                        .flatMap(sample -> fragments(sample)
                                .filter(fragment ->
                                        sources.stream().noneMatch(source -> source.contains(essence(fragment))))
                                .map(fragment -> sample + "\n" + fragment)))
                .as("what no source has")
                .isEmpty();
    }

    private static Stream<String> fragments(Sample sample) {
        return OMISSION.splitAsStream(sample.text());
    }

    /** Without comments at the ends of lines, and without blanks. */
    private static String essence(String java) {
        return java.replaceAll("(?m)(^|\\s)//.*$", "").replaceAll("\\s", "");
    }
}
