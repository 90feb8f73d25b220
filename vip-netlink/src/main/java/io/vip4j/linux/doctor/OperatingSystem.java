/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An operating system as the JVM names it.
 *
 * @param name {@code Linux}
 * @param architecture {@code amd64}
 * @param version of the kernel, {@code 6.1.0-18-amd64}
 */
record OperatingSystem(String name, String architecture, String version) {

    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+).*");

    static OperatingSystem ofThisProcess() {
        return new OperatingSystem(
                System.getProperty("os.name", ""),
                System.getProperty("os.arch", ""),
                System.getProperty("os.version", ""));
    }

    boolean isLinux() {
        return name.equals("Linux");
    }

    /** Whether the version is at least this; true if it is not a number. */
    boolean isAtLeast(int major, int minor) {
        Matcher numbers = NUMBERS.matcher(version);
        if (!numbers.matches()) {
            return true;
        }
        int first = Integer.parseInt(numbers.group(1));
        return first > major || (first == major && Integer.parseInt(numbers.group(2)) >= minor);
    }
}
