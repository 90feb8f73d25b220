/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The first inputs of {@link AdvertisementFuzzTest} are the vectors, each as it is and with its checksum put right. With
 * {@code -Dvip4j.rewrite=true} they are written anew.
 */
final class AdvertisementSeedTest {

    private static final Path FOLDER = Path.of("src/test/resources/io/vip4j/wire/AdvertisementFuzzTestInputs/decode");

    @Test
    void everyVectorIsASeed() throws IOException {
        for (Vector vector : Vector.all()) {
            seed(vector.id(), vector.datagram(), 0);
            seed(vector.id() + "-signed", vector.datagram(), AdvertisementFuzzTest.SIGNED);
        }
    }

    private static void seed(String name, Datagram datagram, int flags) throws IOException {
        byte[] input = datagram.fuzzInput(flags);
        Path file = FOLDER.resolve(name);
        if (Boolean.getBoolean("vip4j.rewrite")) {
            Files.createDirectories(FOLDER);
            Files.write(file, input);
        }
        assertThat(Files.readAllBytes(file)).as(name).isEqualTo(input);
    }
}
