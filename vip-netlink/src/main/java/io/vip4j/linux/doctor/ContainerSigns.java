/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import java.util.Optional;
import java.util.regex.Pattern;

/** How a process can tell that it is in a container. */
final class ContainerSigns {

    private static final Pattern GROUPS = Pattern.compile("docker|kubepods|containerd|libpod|lxc");

    private ContainerSigns() {}

    /** The first sign; empty if there is none. */
    static Optional<String> find(HostFiles files) {
        for (String file :
                new String[] {"/.dockerenv", "/run/.containerenv", "/var/run/secrets/kubernetes.io/serviceaccount"}) {
            if (files.exists(file)) {
                return Optional.of(file + " exists");
            }
        }
        return files.lines("/proc/1/cgroup").stream()
                .filter(line -> GROUPS.matcher(line).find())
                .map(line -> "/proc/1/cgroup has " + line)
                .findFirst();
    }
}
