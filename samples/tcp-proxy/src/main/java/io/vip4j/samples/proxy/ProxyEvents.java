/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import io.vip4j.event.HealthChange;
import io.vip4j.event.VipListener;
import io.vip4j.samples.proxy.pool.Server;

/** Hears what a proxy does. Calls come one after the other, never on a thread that moves octets. */
public interface ProxyEvents extends VipListener {

    /** A server has come up or gone down. */
    void onServer(Server server, HealthChange change);
}
