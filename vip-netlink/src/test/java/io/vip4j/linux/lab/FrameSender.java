/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.lab;

import io.vip4j.linux.ffi.Errno;
import io.vip4j.linux.ffi.MessageHeader;
import io.vip4j.linux.ffi.NativeMemory;
import io.vip4j.linux.ffi.NativeSocket;
import io.vip4j.linux.ffi.NetworkNamespace;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Sends frames of any content from eth0 of a node. */
public final class FrameSender implements AutoCloseable {

    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;

    private final NativeSocket socket;
    private final MessageHeader outgoing = new MessageHeader(new NativeMemory(2048), 20, 0);

    /** Opens a socket on the node. */
    public FrameSender(Lab.Node node) {
        int index =
                Integer.parseInt(node.run("cat", "/sys/class/net/eth0/ifindex").strip());
        CompletableFuture<NativeSocket> opened = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try (NetworkNamespace namespace = NetworkNamespace.open(node.file())) {
                namespace.enter();
                opened.complete(NativeSocket.openNonBlocking("sender", AF_PACKET, SOCK_RAW, 0));
            } catch (RuntimeException e) {
                opened.completeExceptionally(e);
            }
        });
        thread.start();
        this.socket = opened.orTimeout(60, TimeUnit.SECONDS).join();
        outgoing.nativeOrder().putShort(MessageHeader.NAME, (short) AF_PACKET);
        outgoing.nativeOrder().putInt(MessageHeader.NAME + 4, index);
    }

    /** Sends a frame that is given in hex digits, from the Ethernet header on. */
    public void send(String frame) {
        byte[] octets = HexFormat.of().parseHex(frame);
        outgoing.data().nativeOrder().put(0, octets);
        int errno = socket.send(outgoing, octets.length);
        if (errno != 0) {
            throw new IllegalStateException("sending a frame: " + Errno.text(errno));
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
