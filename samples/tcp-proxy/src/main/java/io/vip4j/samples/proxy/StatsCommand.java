/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import io.vip4j.spi.PlatformException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks a running proxy what it is doing. */
@Command(
        name = "stats",
        description = "Prints the figures of a running tcp-proxy as JSON.",
        mixinStandardHelpOptions = true,
        versionProvider = TcpProxy.Version.class)
final class StatsCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Option(
            names = {"-s", "--socket"},
            required = true,
            paramLabel = "SOCKET",
            description = "The socket that was given to 'tcp-proxy run --stats'.")
    private Path socket = Path.of("");

    StatsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            ByteBuffer answer = ByteBuffer.allocate(8192);
            while (channel.read(answer.clear()) >= 0) {
                surroundings.out().write(answer.array(), 0, answer.position());
            }
            surroundings.out().flush();
            return ExitCodes.OK;
        } catch (IOException e) {
            throw new PlatformException("no figures from " + socket + ": " + e.getMessage()
                    + "; is tcp-proxy running with --stats " + socket + ", and may you open it?");
        }
    }
}
