/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.linux.LinuxVipPlatform;
import io.vip4j.samples.support.ProcessSignals;
import io.vip4j.samples.support.SignalSource;
import io.vip4j.samples.vipd.terminal.Terminal;
import io.vip4j.spi.VipPlatform;
import java.io.PrintStream;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What a command touches outside of itself.
 *
 * @param out what was asked for
 * @param err everything else that people read
 * @param platform where routers run
 * @param signals what the process is told from outside
 * @param onTerminal whether people see {@code out} in a terminal and can press keys
 * @param environment what whoever started the process has said in variables
 */
record Surroundings(
        PrintStream out,
        PrintStream err,
        Supplier<VipPlatform> platform,
        SignalSource signals,
        BooleanSupplier onTerminal,
        Map<String, String> environment) {

    Surroundings {
        environment = Map.copyOf(environment);
    }

    /** The same with routers that run elsewhere. */
    Surroundings withPlatform(Supplier<VipPlatform> other) {
        return new Surroundings(out, err, other, signals, onTerminal, environment);
    }

    /** Those of a process on a Linux host. */
    static Surroundings ofProcess() {
        return new Surroundings(
                System.out,
                System.err,
                LinuxVipPlatform::create,
                new ProcessSignals(),
                Terminal::isAttached,
                System.getenv());
    }
}
