/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.Transport.Unicast;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.spi.InterfaceMonitor.InterfaceState;
import io.vip4j.spi.Loop;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import java.util.Optional;
import java.util.function.Predicate;

/** What the interface of a virtual router gives it: a link and a source address; or why it does not. */
final class OwnInterface {

    private final Predicate<IpAddress> isVirtual;
    private final LinkDebounce link;
    private VirtualRouterConfig config;
    private InterfaceState state;
    private boolean known;

    /**
     * @param isVirtual whether an address is a virtual one of this host, and so never a source of advertisements
     * @param changed runs when a delay is over and the link counts as something else
     */
    OwnInterface(VirtualRouterConfig config, Predicate<IpAddress> isVirtual, Loop loop, Runnable changed) {
        this.config = config;
        this.isVirtual = isVirtual;
        this.link = new LinkDebounce(loop, changed);
        this.state = InterfaceState.absent(config.networkInterface());
        link.delays(config.timing());
    }

    void configure(VirtualRouterConfig newConfig) {
        config = newConfig;
        link.delays(newConfig.timing());
    }

    void see(InterfaceState newState) {
        known = true;
        state = newState;
        if (newState.exists()) {
            link.see(newState.up());
        } else {
            link.gone();
        }
    }

    boolean exists() {
        return state.exists();
    }

    /** The source of advertisements, if there is one (RFC 9568 5.1.1.1, 5.1.2.1). */
    Optional<IpAddress> primaryAddress() {
        return primaryAddress(config);
    }

    /** The source that another configuration would have. */
    Optional<IpAddress> primaryAddress(VirtualRouterConfig other) {
        if (other.sourceAddress().isPresent()) {
            return other.sourceAddress().filter(state.addresses()::contains);
        }
        return state.addresses().stream()
                .filter(address -> address.family() == other.family())
                .filter(address -> isSource(other, address))
                .filter(address -> !isVirtual.test(address))
                .findFirst();
    }

    private static boolean isSource(VirtualRouterConfig config, IpAddress address) {
        if (config.family() == AddressFamily.IPV4) {
            return true;
        }
        boolean global = config.transport() instanceof Unicast unicast
                && !unicast.peers().get(0).address().isLinkLocal();
        return address.isLinkLocal() != global;
    }

    /** Why it is of no use, for people; empty if it is. */
    Optional<String> problem() {
        String name = "interface " + config.networkInterface();
        if (!known) {
            return Optional.of(name + " is not known yet");
        }
        if (!state.exists()) {
            return Optional.of(name + " does not exist");
        }
        if (config.tracksOwnInterface() && !link.isUp()) {
            return Optional.of(
                    link.isComing()
                            ? name + " has been up for less than "
                                    + config.timing().linkUpDelay().toSeconds() + " s"
                            : name + " is down");
        }
        if (primaryAddress().isEmpty()) {
            return Optional.of(missingSource(config));
        }
        return Optional.empty();
    }

    /** How to say that there is no source address. */
    static String missingSource(VirtualRouterConfig config) {
        String name = "interface " + config.networkInterface();
        if (config.sourceAddress().isPresent()) {
            return name + " has not the source address "
                    + config.sourceAddress().get();
        }
        boolean linkLocal = config.family() == AddressFamily.IPV6
                && isSource(config, new IpAddress(AddressFamily.IPV6, 0xFE80L << 48, 1));
        return name + " has no " + (linkLocal ? "link-local " : "") + config.family() + " address to send from";
    }

    void close() {
        link.close();
    }
}
