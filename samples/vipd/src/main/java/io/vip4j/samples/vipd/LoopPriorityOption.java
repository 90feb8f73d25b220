/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.linux.LinuxVipPlatform;
import io.vip4j.linux.RealTimePriority;
import io.vip4j.spi.PlatformException;
import io.vip4j.spi.VipPlatform;
import io.vip4j.vrrp.ConfigurationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Whether the loop goes before what has no real-time priority; a host that refuses that is served all the same. */
final class LoopPriorityOption {

    private static final Logger LOG = LoggerFactory.getLogger(LoopPriorityOption.class);

    @Option(
            names = "--rt-priority",
            paramLabel = "N",
            converter = Converter.class,
            description = "Real-time priority of the event loop (SCHED_FIFO), 1..99; needs CAP_SYS_NICE or a limit.")
    private @Nullable RealTimePriority priority;

    /** The same platform. */
    VipPlatform applyTo(VipPlatform platform) {
        if (priority != null && platform instanceof LinuxVipPlatform linux) {
            try {
                return linux.realTimeLoop(priority);
            } catch (PlatformException e) {
                LOG.warn(
                        "the loop has no real-time priority: {}; in the systemd unit: LimitRTPRIO={}",
                        e.getMessage(),
                        priority);
            }
        }
        return platform;
    }

    static final class Converter implements ITypeConverter<RealTimePriority> {
        @Override
        public RealTimePriority convert(String text) {
            try {
                return new RealTimePriority(Integer.parseInt(text));
            } catch (NumberFormatException e) {
                throw new TypeConversionException("must be a number from 1 to 99: '" + text + "'");
            } catch (ConfigurationException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
