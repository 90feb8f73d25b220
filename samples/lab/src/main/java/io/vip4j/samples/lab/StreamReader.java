/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads one output of a process until its end, in a thread of its own. */
@FunctionalInterface
interface StreamReader {

    void read(InputStream stream) throws IOException;

    /** Hands over each line as soon as it is complete. */
    static StreamReader lines(Consumer<String> consumer) {
        return stream -> {
            BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                consumer.accept(line);
            }
        };
    }
}
