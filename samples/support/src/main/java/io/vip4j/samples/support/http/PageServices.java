/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.http;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What all connections share.
 *
 * @param answers writes them
 * @param gatekeeper decides who may ask
 * @param status makes what is shown
 * @param documents make what there is besides, by name
 * @param streams of events
 * @param commands does what is asked
 * @param workers where commands run; refuses when all are busy
 */
record PageServices(
        Answers answers,
        Gatekeeper gatekeeper,
        Documents status,
        Map<String, Documents> documents,
        EventStreams streams,
        PageCommands commands,
        Executor workers) {

    /** A document that there is. */
    Documents document(String name) {
        return Optional.ofNullable(documents.get(name)).orElseThrow();
    }
}
