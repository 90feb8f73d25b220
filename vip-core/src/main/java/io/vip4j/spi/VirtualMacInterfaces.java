/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spi;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.Vrid;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Makes interfaces with the hardware address of a virtual router (RFC 9568 7.3). They exist from the start of the
 * virtual router to its end, whoever is Active. Stages complete on any thread and within a few seconds.
 */
public interface VirtualMacInterfaces {

    /** Fails every attempt to make one. */
    VirtualMacInterfaces UNSUPPORTED = new VirtualMacInterfaces() {
        @Override
        public CompletionStage<Void> create(String base, String name, AddressFamily family, Vrid vrid) {
            return CompletableFuture.failedFuture(
                    new PlatformException("this platform has no virtual hardware addresses: do without virtualMac"));
        }

        @Override
        public CompletionStage<Void> remove(String name) {
            return CompletableFuture.completedFuture(null);
        }
    };

    /**
     * Makes the interface, switches it on, and makes the settings that it and its base need so that only it answers for
     * the addresses on it. One of this name and hardware address that an earlier run has left is used.
     *
     * @param base the interface it sits on
     * @param name its name
     */
    CompletionStage<Void> create(String base, String name, AddressFamily family, Vrid vrid);

    /** Removes it. One that is not there counts as removed. */
    CompletionStage<Void> remove(String name);
}
