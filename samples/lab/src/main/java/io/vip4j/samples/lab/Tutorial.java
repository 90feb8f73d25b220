/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The files of a tutorial that many follow: keepalived beside haproxy, with a script that starts haproxy again. They are
 * used as printed, except for what a lab has otherwise: interface, addresses, paths, and no systemd.
 */
final class Tutorial {

    /** The port of haproxy, and of what is behind it. */
    static final int PORT = 8066;

    /** What the script adds to the priority while it succeeds, as printed. */
    static final String PRINTED_WEIGHT = "weight 3";

    private static final String CONFIGURATION = "tutorial-keepalived.conf";
    private static final String SCRIPT = "tutorial-check_haproxy.sh";
    private static final String HAPROXY = "tutorial-haproxy.cfg";

    private Tutorial() {}

    /** The configuration as printed. */
    static String printedConfiguration() {
        return Resource.text(CONFIGURATION);
    }

    /** The script as printed, with its errors. */
    static String printedScript() {
        return Resource.text(SCRIPT);
    }

    /** The configuration for a node of the lab, which differs from the other's in name and priority. */
    static String configuration(String routerId, int priority, Path script, String weight) {
        String text = printedConfiguration();
        text = replaced(text, "router_id NodeA", "router_id " + routerId);
        text = replaced(text, "priority 90", "priority " + priority);
        text = replaced(text, "ens33", "eth0");
        text = replaced(text, "192.168.2.222/24", RouterSettings.ADDRESS + "/24");
        text = replaced(text, "etc/check_haproxy.sh", script.toString());
        return replaced(text, PRINTED_WEIGHT, weight);
    }

    /**
     * Writes the script, without its errors.
     *
     * @param haproxy the program under the name that this node's haproxy alone has: the hosts of a lab see each other's
     *     processes
     */
    static Path writeScript(Path file, Path haproxy, Path haproxyConfiguration) {
        String text = "#!/bin/sh\n" + printedScript();
        text = replaced(text, "wc -1", "wc -l");
        text = replaced(text, "0];then", "0 ];then");
        text = replaced(text, "-C haproxy ", "-C " + haproxy.getFileName() + " ");
        text = replaced(text, "systemctl start haproxy.service", haproxy + " -D -f " + haproxyConfiguration);
        write(file, text, "rwxr-xr-x");
        return file;
    }

    /** haproxy's configuration: what comes to its port goes in turns to the two servers. */
    static String haproxyConfiguration() {
        return Resource.text(HAPROXY);
    }

    private static String replaced(String text, String printed, String wanted) {
        int at = text.indexOf(printed);
        if (at < 0 || text.indexOf(printed, at + 1) >= 0) {
            throw new LabException("the tutorial must have exactly one '" + printed + "'");
        }
        return text.replace(printed, wanted);
    }

    private static void write(Path file, String text, String permissions) {
        try {
            Files.writeString(file, text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        } catch (IOException e) {
            throw new LabException("write " + file + ": " + e.getMessage(), e);
        }
    }
}
