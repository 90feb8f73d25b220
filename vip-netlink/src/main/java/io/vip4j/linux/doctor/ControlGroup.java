/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The control group of this process and those above it, of both versions of the interface (cgroups(7)). */
final class ControlGroup {

    private static final String ROOT = "/sys/fs/cgroup";

    private final HostFiles files;
    private final List<String> lines;

    ControlGroup(HostFiles files) {
        this.files = files;
        this.lines = files.lines("/proc/self/cgroup");
    }

    /**
     * What a file says in the group and in each above it, the own one first.
     *
     * @param file of version 2, {@code memory.max}
     * @param controller of version 1, {@code memory}
     * @param oldFile of version 1, {@code memory.limit_in_bytes}
     */
    List<String> texts(String file, String controller, String oldFile) {
        List<String> texts = new ArrayList<>();
        for (String line : lines) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && parts[1].isEmpty()) {
                collect(ROOT, parts[2], file, texts);
            } else if (parts.length == 3 && List.of(parts[1].split(",")).contains(controller)) {
                collect(ROOT + "/" + controller, parts[2], oldFile, texts);
            }
        }
        return texts;
    }

    /** The smallest of the numbers; empty if there is none. {@code max} and what no machine has are none. */
    Optional<Long> smallest(String file, String controller, String oldFile) {
        return texts(file, controller, oldFile).stream()
                .map(String::strip)
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .min(Long::compare);
    }

    /** In a container the path may be one of the host that is not mounted; then the top is the own group. */
    private void collect(String mount, String path, String file, List<String> texts) {
        String at = path.equals("/") ? "" : path;
        while (true) {
            files.text(mount + at + "/" + file).ifPresent(texts::add);
            if (at.isEmpty()) {
                return;
            }
            at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
        }
    }
}
