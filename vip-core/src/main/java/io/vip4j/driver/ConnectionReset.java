/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.spi.VipPlatform;
import io.vip4j.vrrp.VirtualAddress;
import java.util.List;
import java.util.function.Consumer;

/**
 * Resets the connections on addresses that are about to go, if that is the setting. It is asked for in the turn that asks
 * for the removal too; the platform keeps the order, and nobody waits for the answer.
 */
final class ConnectionReset {

    private final VipPlatform platform;
    private final Answers answers;
    private final Consumer<String> warn;

    // Written by the loop.
    private boolean wanted;
    private boolean failing;

    ConnectionReset(VipPlatform platform, boolean wanted, Consumer<String> warn) {
        this.platform = platform;
        this.answers = new Answers(platform.loop());
        this.wanted = wanted;
        this.warn = warn;
    }

    /** Whether connections are reset from now on. */
    void wanted(boolean value) {
        wanted = value;
    }

    /** These are about to be removed. */
    void beforeRemovalOf(List<VirtualAddress> addresses) {
        if (!wanted || addresses.isEmpty()) {
            return;
        }
        answers.await(
                Answers.to(() -> platform.connections()
                        .breakConnections(
                                addresses.stream().map(VirtualAddress::address).toList())),
                failure -> answered(failure == null ? "" : HoldingsBinder.text(failure)));
    }

    /** Said once until it works again; the release does not depend on it. */
    private void answered(String problem) {
        if (!problem.isEmpty() && !failing) {
            warn.accept("connections are not reset: " + problem);
        }
        failing = !problem.isEmpty();
    }
}
