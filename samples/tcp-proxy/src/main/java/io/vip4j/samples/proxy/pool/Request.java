/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.pool;

/** A connection that wants a server. It hears exactly one of {@link #granted} and {@link #refused}, unless cancelled. */
public interface Request {

    /** The octets of the client's address. */
    byte[] clientAddress();

    /** Whether this server did not take the connection a moment ago. */
    boolean hasTried(Server server);

    /**
     * This server is for it and counts it until {@link Pool#release}. On any thread: on that of the request itself, or of
     * whoever made room.
     */
    void granted(Server server);

    /** There is none for it. On the thread of the request. */
    void refused(Refusal why);
}
