/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.http;

import java.util.Map;
import java.util.function.Supplier;

/**
 * What a program has for its page. All of it may block.
 *
 * @param status makes the document that {@code io.vip4j.page} describes; called on a thread of its own
 * @param commands does what is asked of a router; called on up to {@value PageServer#MAX_COMMANDS} threads
 * @param documents make further JSON documents, each at the path of its name; called on a thread for each
 */
public record PageContent(Supplier<byte[]> status, PageCommands commands, Map<String, Supplier<byte[]>> documents) {

    /** Copies the map. */
    public PageContent {
        documents = Map.copyOf(documents);
    }

    /** Of a program without further documents. */
    public PageContent(Supplier<byte[]> status, PageCommands commands) {
        this(status, commands, Map.of());
    }
}
