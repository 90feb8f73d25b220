/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd.http;

import java.util.concurrent.Executor;

/**
 * What all connections share.
 *
 * @param answers writes them
 * @param gatekeeper decides who may ask
 * @param documents makes what is shown
 * @param streams of events
 * @param commands does what is asked
 * @param workers where commands run; refuses when all are busy
 */
record PageServices(
        Answers answers,
        Gatekeeper gatekeeper,
        Documents documents,
        EventStreams streams,
        PageCommands commands,
        Executor workers) {}
