/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import java.nio.ByteBuffer;
import java.util.function.Supplier;

/**
 * One exchange of octets over a connection, without any IO: what came is given to it, what is to be sent is taken from
 * it. Used by one thread at a time, never blocks. If it throws, its probe has failed.
 *
 * <p>The details of its results say what was seen; whoever carries the conversation puts the name of the probe before
 * them.
 */
public interface Conversation {

    /** The connection is there. */
    Turn connected();

    /**
     * Octets came.
     *
     * @param received all that came and was not read yet, at most 64 KiB: a conversation that leaves more unread has
     *     failed, and so has one that was sent more than 1 MiB in all. What it leaves unread comes again when there is
     *     more. The buffer is good for this call only
     */
    Turn received(ByteBuffer received);

    /** The other side has closed the connection in good order; by default a failure. */
    default Probe.Result closed() {
        return Probe.Result.unhealthy("the connection was closed without an " + awaited());
    }

    /** What it waits for at this moment, for the detail of a timeout: "no answer within 1000 ms". */
    default String awaited() {
        return "answer";
    }

    /** What comes next. */
    sealed interface Turn {

        /** Octets to send before listening on; must not be changed until then. */
        record Send(ByteBuffer octets) implements Turn {}

        /** More octets are needed. */
        record Listen() implements Turn {}

        /** Something that takes a while, done by a worker thread; what it returns comes next, nothing else before. */
        record Work(Supplier<Turn> work) implements Turn {}

        /**
         * The end; the connection is closed.
         *
         * @param lastWords sent before, as far as the connection takes them at once: many servers log a client that goes
         *     without a word
         */
        record Done(Probe.Result result, ByteBuffer lastWords) implements Turn {

            /** The end, without last words. */
            public Done(Probe.Result result) {
                this(result, ByteBuffer.allocate(0));
            }
        }
    }
}
