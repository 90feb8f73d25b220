/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.lab;

import io.vip4j.linux.ffi.MessageHeader;
import io.vip4j.linux.ffi.NativeMemory;
import io.vip4j.linux.ffi.NativeSocket;
import io.vip4j.linux.ffi.NetworkNamespace;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Hears the frames of one Ethernet type that reach a node. */
public final class Capture implements AutoCloseable {

    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;

    private final NativeSocket socket;
    private final MessageHeader incoming = new MessageHeader(new NativeMemory(2048), 0, 0);

    /** Starts to listen on all interfaces of the node. */
    public Capture(Lab.Node node, int etherType) {
        CompletableFuture<NativeSocket> opened = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try (NetworkNamespace namespace = NetworkNamespace.open(node.file())) {
                namespace.enter();
                int networkOrder = Short.toUnsignedInt(Short.reverseBytes((short) etherType));
                opened.complete(NativeSocket.openNonBlocking("capture", AF_PACKET, SOCK_RAW, networkOrder));
            } catch (RuntimeException e) {
                opened.completeExceptionally(e);
            }
        });
        thread.start();
        this.socket = opened.orTimeout(60, TimeUnit.SECONDS).join();
    }

    /** The next frame as hex digits, waiting at most a minute; empty if there is none. */
    public String next() {
        long startedAt = System.nanoTime();
        while (System.nanoTime() - startedAt < TimeUnit.SECONDS.toNanos(60)) {
            int length = socket.receive(incoming);
            if (length >= 0) {
                byte[] frame = new byte[length];
                incoming.data().nativeOrder().get(0, frame);
                return HexFormat.of().formatHex(frame);
            }
            Thread.onSpinWait();
        }
        return "";
    }

    @Override
    public void close() {
        socket.close();
    }
}
