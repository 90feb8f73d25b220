/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.PrintStream;

/** The story for machines without network namespaces. */
final class SimulatedDemo {

    /** Exit code of a command that is not available (EX_USAGE of sysexits). */
    private static final int NOT_AVAILABLE = 64;

    private SimulatedDemo() {}

    /** Tells the story and returns the exit code. */
    static int tell(PrintStream out) {
        out.println("The simulated story is not built in yet. Run ./demo as root on Linux.");
        return NOT_AVAILABLE;
    }
}
