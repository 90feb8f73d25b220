/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The Python programs of the lab, which run inside the namespaces. */
final class Scripts {

    private Scripts() {}

    /** Puts a resource next to this class into the directory of a lab, where Python finds it; the file's name. */
    static String copy(Lab lab, String name) {
        Path target = lab.directory().resolve(name);
        try (InputStream script = Scripts.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new LabException(name + " is missing in the jar of the lab");
            }
            Path part = Files.createTempFile(lab.directory(), name, ".part");
            Files.write(part, script.readAllBytes());
            // Another thread may run the same program at this moment.
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("write " + target, e);
        }
        return target.toString();
    }
}
