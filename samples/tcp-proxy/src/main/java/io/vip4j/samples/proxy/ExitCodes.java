/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

/** What the process tells its parent. */
final class ExitCodes {

    /** Done as asked; for {@code run}: stopped by a signal, everything released. */
    static final int OK = 0;
    /** The configuration has faults. */
    static final int CONFIGURATION = 1;
    /** The host refuses: capability, interface, port in use, socket; {@code stats}: nobody answers. */
    static final int HOST = 2;
    /** The command line is wrong; EX_USAGE of BSD. */
    static final int USAGE = 64;
    /** A bug; EX_SOFTWARE of BSD. */
    static final int INTERNAL = 70;

    private ExitCodes() {}
}
