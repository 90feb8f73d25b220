/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.http;

/** Does what somebody asks of a router through the page. */
@FunctionalInterface
public interface PageCommands {

    /**
     * What came of it.
     *
     * @param status of HTTP: 200 if it was done
     * @param document JSON; the package {@code io.vip4j.page} says what is in it
     */
    record Reply(int status, String document) {}

    /**
     * Does it, and waits until it is done. Called on several threads.
     *
     * @param router its name, as the client wrote it
     * @param operation likewise
     * @param body likewise
     */
    Reply perform(String router, String operation, byte[] body);
}
