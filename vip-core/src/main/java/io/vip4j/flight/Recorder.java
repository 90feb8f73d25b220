/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.flight;

import jdk.jfr.FlightRecorder;

/** The flight recorder of this JVM, as it is before anything is given to it. */
final class Recorder {

    private Recorder() {}

    /**
     * Whether it was ever started. Until then nothing of ours is registered with it, which costs the start of an application
     * tens of milliseconds; the class of an event registers itself when it is first used.
     */
    static boolean wasStarted() {
        return FlightRecorder.isInitialized();
    }
}
