/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import java.nio.ByteBuffer;

/**
 * One exchange of octets over a connection, without any IO: what came is given to it, what is to be sent is taken from
 * it. Used by one thread at a time, never blocks.
 */
public interface Conversation {

    /** The connection is there. */
    Turn connected();

    /**
     * Octets came.
     *
     * @param received all that came and was not read yet, at most 64 KiB: a conversation that leaves more unread has
     *     failed. What it leaves unread comes again when there is more
     */
    Turn received(ByteBuffer received);

    /** The other side has closed the connection in good order; by default a failure. */
    default Probe.Result closed() {
        return Probe.Result.unhealthy("the connection was closed without an answer");
    }

    /** What comes next. */
    sealed interface Turn {

        /** Octets to send before listening on. */
        record Send(ByteBuffer octets) implements Turn {}

        /** More octets are needed. */
        record Listen() implements Turn {}

        /** The end; the connection is closed. */
        record Done(Probe.Result result) implements Turn {}
    }
}
