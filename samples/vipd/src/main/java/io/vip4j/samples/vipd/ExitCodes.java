/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

/** What the process tells its parent. */
final class ExitCodes {

    /** Done as asked; for {@code run}: stopped by a signal, addresses released. */
    static final int OK = 0;
    /** The configuration file has errors. */
    static final int CONFIGURATION = 1;
    /** The host or the other side refuses: capability, interface, platform, socket, no daemon; {@code doctor}: it would. */
    static final int HOST = 2;
    /** {@code plan}: a failover cannot happen; {@code switchover}: nobody took the role. */
    static final int FAILOVER = 3;
    /** The command line is wrong; EX_USAGE of BSD. */
    static final int USAGE = 64;
    /** A bug in vipd; EX_SOFTWARE of BSD. */
    static final int INTERNAL = 70;

    private ExitCodes() {}
}
