/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * The JVM that an election would run in.
 *
 * @param collectors names of its collectors as the management interface has them
 * @param maxHeapOctets the largest heap
 * @param processors how many it may use
 */
record JvmFacts(List<String> collectors, long maxHeapOctets, int processors) {

    JvmFacts {
        collectors = List.copyOf(collectors);
    }

    static JvmFacts ofThisProcess() {
        return new JvmFacts(
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .toList(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax(),
                ManagementFactory.getOperatingSystemMXBean().getAvailableProcessors());
    }
}
