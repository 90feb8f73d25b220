/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The Python programs of the lab, which run inside the namespaces. */
final class Scripts {

    // Asked for once: a python3 of a version manager is a shell script that searches for longer than most of ours run.
    private static final class Interpreter {
        static final String PATH = Command.run("python3", "-c", "import sys; print(sys.executable)")
                .strip();
    }

    private Scripts() {}

    /** How a resource next to this class is run on a host of a lab, with these arguments. */
    static List<String> command(Lab lab, String name, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Interpreter.PATH, copy(lab, name)));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The same, before everybody else: what measures must not wait for what is measured. */
    static List<String> urgentCommand(Lab lab, String name, String... arguments) {
        // Where this is not allowed, nice says so and goes on.
        List<String> command = new ArrayList<>(List.of("nice", "-n", "-20"));
        command.addAll(command(lab, name, arguments));
        return command;
    }

    // Into the directory of the lab, where Python finds it.
    private static String copy(Lab lab, String name) {
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
