/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spi;

import io.vip4j.vrrp.VirtualAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Puts addresses on an interface and takes them off. Operations on one interface take effect in the order of the calls,
 * so a late removal never hits an address that was bound after it. Stages complete on any thread and within a few
 * seconds: an operation that the kernel does not answer fails. So does one with a lifetime that is over before the kernel
 * was told, as in a process or a host that stood still: the kernel is not told any more.
 */
public interface AddressBinder {

    /**
     * Adds the addresses. Completes when the kernel has acknowledged every one; if one fails, those added by this call
     * are removed again and the stage fails with {@link PlatformException}; if it is not certain that they are gone, the
     * exception has the reason among those that it suppresses ({@link Throwable#getSuppressed}). An address that is there
     * already and was not added by vip4j is a failure: it is never taken over or removed.
     *
     * @param networkInterface name of the interface
     * @param lifetime whole seconds after which the kernel removes the addresses by itself unless they are renewed;
     *     empty: they stay until unbound
     */
    CompletionStage<Void> bind(String networkInterface, List<VirtualAddress> addresses, Optional<Duration> lifetime);

    /**
     * Starts the lifetime of bound addresses anew, and adds back those of them that somebody has removed.
     *
     * @param lifetime as for {@link #bind}
     */
    CompletionStage<Void> renew(String networkInterface, List<VirtualAddress> addresses, Optional<Duration> lifetime);

    /** Removes the addresses. An address that is not there counts as removed. */
    CompletionStage<Void> unbind(String networkInterface, List<VirtualAddress> addresses);
}
