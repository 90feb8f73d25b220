/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.autoconfigure;

import io.vip4j.spi.PlatformException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains what this host refuses: privileges, interfaces, operating systems, native code. */
final class PlatformFailureAnalyzer extends AbstractFailureAnalyzer<PlatformException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, PlatformException cause) {
        return new FailureAnalysis(
                "This host cannot run the virtual routers:\n\n    " + cause.getMessage(), """
                On the hosts that shall hold the addresses, give the process what is missing: Linux with CAP_NET_RAW and \
                CAP_NET_ADMIN (systemd: AmbientCapabilities=CAP_NET_RAW CAP_NET_ADMIN; container: --cap-add NET_RAW \
                --cap-add NET_ADMIN on the host's network), interfaces that exist, and a temporary directory from which \
                native code may be loaded (not mounted noexec).
                Elsewhere set vip.platform=simulated for a LAN in memory, or vip.enabled=false.""", cause);
    }
}
