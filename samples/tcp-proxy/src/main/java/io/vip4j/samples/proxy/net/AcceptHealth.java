/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.net;

/** Hears whether listeners can accept. On the loop that accepts. */
public interface AcceptHealth {

    /** It has not been able to accept for a while. */
    void failing(Listener listener, String why);

    /** It can again. */
    void working(Listener listener);
}
