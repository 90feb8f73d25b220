/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The settings of the kernel that the documents name are settings of this kernel, if it is a Linux. */
class KernelSettingsTest {

    private static final Path SETTINGS = Path.of("/proc/sys");
    private static final Pattern NAME = Pattern.compile("(net\\.ipv[46]|net\\.core|vm|kernel)\\.[a-z0-9_.*]+");

    @Test
    void everySettingExists() {
        List<String> names = ShownCommand.inSentences().stream()
                .map(span -> span.first().replaceFirst("=.*", ""))
                .filter(NAME.asMatchPredicate())
                .toList();
        assertThat(names).hasSizeGreaterThan(5);
        assertThat(names.stream().filter(name -> isOfAFamilyHere(name) && !Files.exists(file(name))))
                .isEmpty();
    }

    private static Path file(String name) {
        return SETTINGS.resolve(name.replace("*", "all").replace('.', '/'));
    }

    /** A kernel without IPv6 has none of its settings. */
    private static boolean isOfAFamilyHere(String name) {
        String family =
                name.startsWith("net.") ? name.replaceFirst("(net\\.\\w+)\\..*", "$1") : name.replaceFirst("\\..*", "");
        return Files.isDirectory(file(family));
    }
}
