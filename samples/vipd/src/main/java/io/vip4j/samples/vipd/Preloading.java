/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.linux.LinuxVipPlatform;
import io.vip4j.samples.support.LogSetup;

/**
 * Loads what {@code run} will need of the platform on another processor while the arguments and the file are read: half of
 * a start is the loading of classes.
 */
final class Preloading {

    private Preloading() {}

    static void begin() {
        if (Runtime.getRuntime().availableProcessors() > 1) {
            LogSetup.load(); // On this thread: what others log meanwhile would be held back.
            Thread loading = new Thread(LinuxVipPlatform::preload, "vipd-preload");
            loading.setDaemon(true);
            loading.start();
        }
    }
}
