/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import io.vip4j.config.HostConfig;
import io.vip4j.linux.doctor.Examinations;
import io.vip4j.linux.doctor.Finding;
import java.util.List;

/**
 * Examines whether this host, and this process on it, can do what a configuration wants. It reads files and sends nothing,
 * changes nothing and starts nothing. It needs no capability: one that is missing is a finding. {@code docs/doctor.md} lists
 * what it looks for.
 */
public final class VipDoctor {

    private VipDoctor() {}

    /**
     * Examines the host, the network namespace and the JVM of this process. May be called on any thread, takes milliseconds,
     * and may be called before, after or without a {@link LinuxVipPlatform}.
     *
     * @param wanted what shall run
     * @return what was found, the worst first; empty if all is well. What could not be read is a note among them
     */
    public static List<Finding> examine(HostConfig wanted) {
        return Examinations.ofThisHost(wanted);
    }
}
