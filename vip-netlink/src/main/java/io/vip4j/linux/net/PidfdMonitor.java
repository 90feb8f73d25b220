/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.ffi.ProcessDescriptor;
import io.vip4j.spi.ProcessMonitor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hears the end of processes by their descriptors: in the turn of the loop in which the kernel says so, without asking
 * again and again, and without confusion when a number is used again. Each watch has a file descriptor until then. Used
 * on the loop only.
 */
public final class PidfdMonitor implements ProcessMonitor {

    private final EpollLoop loop;

    /** @param loop calls back */
    public PidfdMonitor(EpollLoop loop) {
        this.loop = loop;
    }

    @Override
    public Watch watch(long pid, Runnable ended) {
        Optional<ProcessDescriptor> process = ProcessDescriptor.open(pid);
        ProcessWatch watch = new ProcessWatch(ended);
        if (process.isPresent()) {
            watch.begin(loop, process.get());
        } else {
            loop.execute(watch::end);
        }
        return watch;
    }

    private static final class ProcessWatch implements Watch {

        private final Runnable ended;
        private EpollLoop.@Nullable Registration registration;
        private boolean closed;

        ProcessWatch(Runnable ended) {
            this.ended = ended;
        }

        void begin(EpollLoop loop, ProcessDescriptor process) {
            try {
                registration = loop.register(process, () -> {
                    if (!closed && process.hasEnded()) {
                        end();
                    }
                });
            } catch (RuntimeException e) {
                process.close();
                throw e;
            }
        }

        void end() {
            if (!closed) {
                close();
                ended.run();
            }
        }

        @Override
        public void close() {
            closed = true;
            if (registration != null) {
                registration.close();
                registration = null;
            }
        }
    }
}
