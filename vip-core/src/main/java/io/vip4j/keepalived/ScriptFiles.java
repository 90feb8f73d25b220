/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.probe.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Looks at the files of commands: whether they can run, who could change them, and what is plainly wrong in them. */
final class ScriptFiles {

    private static final int STICKY = 0_1000;
    private static final Path DIRECTORY = Path.of("/");

    private final Diagnostics diagnostics;
    private final Set<Path> seen = new HashSet<>();

    ScriptFiles(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /**
     * Reports what is wrong with the program of a command.
     *
     * @param asRoot whether root runs it
     * @param secure whether a program that others than root could change must not be run by root
     * @param onThisHost whether its file can be looked at; otherwise the command alone is
     */
    void lookAt(Command command, Position at, boolean asRoot, boolean secure, boolean onThisHost) {
        String program = command.words().get(0);
        if (program.indexOf('/') > 0) {
            diagnostics.warning(
                    at,
                    "the path of the script is not absolute and is looked for from the directory /: write '/" + program
                            + "' if that is meant, instead of '" + program + "'");
        }
        if (!onThisHost) {
            return;
        }
        Optional<String> obstacle = command.obstacle();
        if (obstacle.isPresent()) {
            diagnostics.warning(at, "the command cannot be started here and counts as failed: " + obstacle.get());
            return;
        }
        if (program.indexOf('/') < 0) {
            return;
        }
        try {
            Path file = DIRECTORY.resolve(program).toRealPath();
            if (asRoot) {
                writablePart(file).ifPresent(part -> reportWritable(part, at, secure));
            }
            if (seen.add(file)) {
                ShellScriptFaults.report(file, diagnostics);
            }
        } catch (IOException | InvalidPathException | UnsupportedOperationException e) {
            diagnostics.warning(at, "the script cannot be looked at: " + e.getMessage());
        }
    }

    private void reportWritable(Path part, Position at, boolean secure) {
        String message = "others than root can write " + part
                + " and so decide what root runs: change its owner or mode," + " or set script_user";
        if (secure) {
            diagnostics.error(at, "enable_script_security refuses the script: " + message);
        } else {
            diagnostics.warning(at, message);
        }
    }

    /** The first part of a path that others than root can change; in a directory with the sticky bit they cannot replace the files of root. */
    private static Optional<Path> writablePart(Path file) throws IOException {
        for (Path part = file; part != null; part = part.getParent()) {
            PosixFileAttributes attributes =
                    Files.readAttributes(part, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Set<PosixFilePermission> permissions = attributes.permissions();
            boolean shared = permissions.contains(PosixFilePermission.OTHERS_WRITE)
                    || (permissions.contains(PosixFilePermission.GROUP_WRITE)
                            && !attributes.group().getName().equals("root"));
            boolean sticky = ((int) Files.getAttribute(part, "unix:mode", LinkOption.NOFOLLOW_LINKS) & STICKY) != 0;
            boolean ownedByRoot = attributes.owner().getName().equals("root");
            if (!ownedByRoot || (shared && !(attributes.isDirectory() && sticky))) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }
}
