/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many client connections the limit of open files allows: two descriptors each, and some for the rest. */
final class OpenFiles {

    private static final Logger LOG = LoggerFactory.getLogger(OpenFiles.class);
    private static final Pattern SOFT_LIMIT = Pattern.compile("(?m)^Max open files\\s+(\\d+|unlimited)");
    private static final int REST = 256;
    private static final int MOST = 100_000;

    private OpenFiles() {}

    /** As many as are wanted; empty: as many as the limit allows. Says so if that is less. */
    static int clientConnections(OptionalInt wanted) {
        int allowed = allowed();
        int most = wanted.orElse(allowed);
        if (most > allowed) {
            LOG.warn(
                    "max-connections {} needs {} open files: with this limit clients can use up all, and the addresses go"
                            + " to whoever can accept; raise ulimit -n",
                    most,
                    2L * most + REST);
        }
        return most;
    }

    private static int allowed() {
        try {
            return clientConnections(Files.readString(Path.of("/proc/self/limits")));
        } catch (IOException e) {
            LOG.warn("the limit of open files is not known: {}", e.toString());
            return clientConnections("Max open files 1024");
        }
    }

    /** At least 1. */
    static int clientConnections(String limits) {
        Matcher soft = SOFT_LIMIT.matcher(limits);
        long files = soft.find() && !soft.group(1).equals("unlimited") ? Long.parseLong(soft.group(1)) : Long.MAX_VALUE;
        return (int) Math.max(1, Math.min(MOST, (files - REST) / 2));
    }
}
