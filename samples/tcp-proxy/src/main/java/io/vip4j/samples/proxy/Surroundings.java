/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import io.vip4j.linux.LinuxVipPlatform;
import io.vip4j.samples.support.ProcessSignals;
import io.vip4j.samples.support.SignalSource;
import io.vip4j.spi.VipPlatform;
import java.io.PrintStream;
import java.util.function.Supplier;

/**
 * What a command touches outside of itself.
 *
 * @param out what was asked for
 * @param err everything else that people read
 * @param platform where routers run
 * @param signals what the process is told from outside
 */
record Surroundings(PrintStream out, PrintStream err, Supplier<VipPlatform> platform, SignalSource signals) {

    /** Those of a process on a Linux host. */
    static Surroundings ofProcess() {
        return new Surroundings(System.out, System.err, LinuxVipPlatform::create, new ProcessSignals());
    }
}
