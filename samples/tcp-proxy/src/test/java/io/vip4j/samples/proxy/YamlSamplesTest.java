/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.samples.proxy.config.ConfigFile;
import io.vip4j.samples.support.documents.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configurations of this sample's page are without a fault; those of other pages are Spring Boot's. */
class YamlSamplesTest {

    @TempDir
    private Path directory;

    @Test
    void everyConfigurationIsWithoutAFault() throws IOException {
        int seen = 0;
        for (Sample sample : Sample.in("yaml")) {
            if (sample.document().startsWith("samples/tcp-proxy/")) {
                Path file = Files.writeString(directory.resolve("proxy.yml"), sample.text());
                assertThat(ConfigFile.load(file).faults()).as("%s", sample).isEmpty();
                seen++;
            }
        }
        assertThat(seen).isPositive();
    }
}
