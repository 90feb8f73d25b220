/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support;

/** Hears signals by name, {@code TERM} for example. */
@FunctionalInterface
public interface SignalSource {

    /** Calls the action at each such signal, on a thread of the signal, instead of what the JVM would do. */
    void on(String signal, Runnable action);
}
