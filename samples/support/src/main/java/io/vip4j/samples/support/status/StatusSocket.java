/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.status;

import io.vip4j.spi.PlatformException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listening UNIX domain socket, the file that names it, and the selector of the one thread that serves it. */
final class StatusSocket implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StatusSocket.class);
    private static final int BACKLOG = 16;

    private final Path file;
    private final ServerSocketChannel channel;
    private final Selector selector;
    private final @Nullable Object fileKey;

    private StatusSocket(Path file, ServerSocketChannel channel, Selector selector, @Nullable Object fileKey) {
        this.file = file;
        this.channel = channel;
        this.selector = selector;
        this.fileKey = fileKey;
    }

    /**
     * Binds. The file of a process that has died is replaced, that of a living one is not.
     *
     * @throws PlatformException if somebody answers there, something else than a socket is there, or it cannot be bound
     */
    static StatusSocket bind(Path file) {
        try {
            UnixDomainSocketAddress address = UnixDomainSocketAddress.of(file);
            removeStale(file, address);
            Selector selector = Selector.open();
            try {
                return new StatusSocket(file, listen(file, address, selector), selector, key(file));
            } catch (IOException | RuntimeException e) {
                selector.close();
                throw e;
            }
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            throw new PlatformException("status socket " + file + " cannot be opened: " + reason(e), e);
        }
    }

    private static ServerSocketChannel listen(Path file, UnixDomainSocketAddress address, Selector selector)
            throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(address, BACKLOG);
            // The start script sets umask 077, so that there is no moment before this one.
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_ACCEPT);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void removeStale(Path file, UnixDomainSocketAddress address) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return;
        }
        if (!attributes.isOther()) {
            throw new PlatformException("status socket " + file
                    + " cannot be opened: something that is not a socket has this name; choose another one");
        }
        if (isAnswered(address)) {
            throw new PlatformException("status socket " + file
                    + " cannot be opened: a running process answers there; stop it or choose another one");
        }
        Files.deleteIfExists(file);
    }

    private static boolean isAnswered(UnixDomainSocketAddress address) {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false); // A full backlog is an answer too, and shall not block.
            probe.connect(address);
            return true;
        } catch (IOException e) {
            // ECONNREFUSED: the file has outlived its process. EAGAIN: the backlog of a living one is full.
            return e.getMessage() != null && e.getMessage().contains("temporarily unavailable");
        }
    }

    /** The listening channel, not blocking. */
    ServerSocketChannel channel() {
        return channel;
    }

    /** Wakes for clients that connect. */
    Selector selector() {
        return selector;
    }

    /** Stops listening and removes the file, unless another process has put its own there. By the serving thread. */
    @Override
    public void close() {
        try {
            selector.close();
            channel.close();
            if (Objects.equals(fileKey, key(file))) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("status socket {} was removed by somebody else", file);
        } catch (IOException e) {
            LOG.warn("status socket {} cannot be removed: {}", file, reason(e));
        }
    }

    private static @Nullable Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    private static String reason(Exception e) {
        return e instanceof NoSuchFileException ? "no such directory" : String.valueOf(e.getMessage());
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
