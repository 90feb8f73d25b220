/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.spi.Loop;
import java.util.HashMap;
import java.util.Map;

/** The pacers of one host: one for each interface, shared by all its routers. */
final class Pacers {

    private final Loop loop;
    private final Map<String, Pacer> pacers = new HashMap<>();

    Pacers(Loop loop) {
        this.loop = loop;
    }

    Pacer of(String networkInterface) {
        return pacers.computeIfAbsent(networkInterface, unused -> new Pacer(loop));
    }
}
