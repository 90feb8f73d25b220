/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spi;

import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Asks other hosts for an ICMP echo (RFC 792, RFC 4443 4.1). Safe from any thread. */
@FunctionalInterface
public interface EchoRequester {

    /** A platform that cannot. */
    EchoRequester UNSUPPORTED = (target, timeout) ->
            CompletableFuture.failedFuture(new PlatformException("ICMP echo requests cannot be sent on this platform"));

    /**
     * Sends one request.
     *
     * @param target a unicast address
     * @param timeout how long a reply is waited for
     * @return completes on the loop with the time that the reply took, or with a {@link PlatformException} that says why
     *     there is none, such as the unreachable message of a router
     */
    CompletionStage<Duration> ask(IpAddress target, Duration timeout);
}
