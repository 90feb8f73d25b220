/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The owner of an address whose health can be switched off, in one of the ways that are compared. One thread. */
interface FailingOwner {

    /** Makes what it watches fail; when that happened. */
    Instant fail();

    /** Makes it work again. */
    void mend();

    /** An application that says itself how it is. */
    static FailingOwner saying(LabHost host, RouterSettings settings) {
        EmbeddedNode application = EmbeddedNode.start(host, settings.keepalivedConf(host.name()));
        return new FailingOwner() {
            @Override
            public Instant fail() {
                return application.down();
            }

            @Override
            public void mend() {
                application.up();
            }
        };
    }

    /** An application that watches another process, by its pid file; that process is killed. */
    static FailingOwner watchingProcess(LabHost host, RouterSettings settings) {
        WatchedProcess watched = new WatchedProcess(host);
        watched.mend();
        EmbeddedNode.start(host, settings.keepalivedConf(host.name()), "pid-file", watched.pidFile.toString());
        return watched;
    }

    /** A daemon that runs a script each second, which fails when a file is gone. */
    static FailingOwner askingByScript(Product product, LabHost host, RouterSettings settings, int weight) {
        Path file = host.lab().directory().resolve(host.name() + "-healthy");
        FlagFile flag = new FlagFile(file);
        flag.mend();
        String script = """
                vrrp_script chk_file {
                  script "/usr/bin/test -e %s"
                  interval 1
                  weight %d
                }

                """.formatted(file, weight);
        RouterSettings tracking = settings.withLine("track_script {\n    chk_file\n  }");
        new ConfiguredNode(product, host).start(script + tracking.keepalivedConf(host.name()));
        return flag;
    }

    /** A process that does nothing, and the file with its number. */
    final class WatchedProcess implements FailingOwner {

        private final LabHost host;
        private final Daemon process;
        private final Path pidFile;

        private WatchedProcess(LabHost host) {
            this.host = host;
            this.process = new Daemon("watched", host);
            this.pidFile = host.lab().directory().resolve(host.name() + "-watched.pid");
        }

        @Override
        public Instant fail() {
            Instant at = process.process().killNow();
            process.process().kill();
            return at;
        }

        @Override
        public void mend() {
            process.start(
                    List.of("sleep", "infinity"),
                    Map.of(),
                    StreamReader.lines(line -> {}),
                    StreamReader.lines(line -> {}));
            try {
                Path part = Files.writeString(
                        pidFile.resolveSibling(host.name() + "-watched.part"),
                        process.process().pid() + "\n");
                Files.move(part, pidFile, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new LabException("write " + pidFile + ": " + e.getMessage(), e);
            }
        }
    }

    /** A file whose existence means health. */
    record FlagFile(Path file) implements FailingOwner {

        @Override
        public Instant fail() {
            try {
                Instant at = Instant.now();
                Files.delete(file);
                return at;
            } catch (IOException e) {
                throw new LabException("delete " + file + ": " + e.getMessage(), e);
            }
        }

        @Override
        public void mend() {
            try {
                Files.writeString(file, "");
            } catch (IOException e) {
                throw new LabException("write " + file + ": " + e.getMessage(), e);
            }
        }
    }
}
