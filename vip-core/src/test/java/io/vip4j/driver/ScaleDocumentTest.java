/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The figures of docs/scale.md are those that the simulator computes; {@code -Dvip4j.rewrite=true} writes them anew. */
@Tag("exhaustive")
final class ScaleDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/scale.md");

    @Test
    void figuresOfNodesAreComputed() throws IOException {
        compare("nodes", ScaleFigures.nodes());
    }

    @Test
    void figuresOfAddressesAreComputed() throws IOException {
        compare("addresses", ScaleFigures.addresses());
    }

    private static void compare(String name, String computed) throws IOException {
        String document = Files.readString(DOCUMENT);
        Pattern section = Pattern.compile("(?s)(<!-- computed: " + name + " -->\n).*?(<!-- end -->)");
        String expected = section.matcher(document)
                .replaceFirst(match -> Matcher.quoteReplacement(match.group(1) + computed + match.group(2)));
        if (Boolean.getBoolean("vip4j.rewrite")) {
            Files.writeString(DOCUMENT, expected);
            return;
        }
        assertThat(document).isEqualTo(expected);
    }
}
