/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import io.vip4j.config.Transport;
import io.vip4j.config.Transport.Multicast;
import io.vip4j.config.Transport.Unicast;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VrrpVersion;
import java.util.Optional;

/** Whether one member takes the advertisements of another (RFC 9568 7.1, RFC 3768 7.1). */
final class Hearing {

    /** Why not. */
    record Obstacle(PlanRule rule, String why) {}

    private Hearing() {}

    static boolean hears(Member receiver, Member sender) {
        return obstacle(receiver, sender).isEmpty();
    }

    /** What keeps a member from hearing another; empty if it hears it. */
    static Optional<Obstacle> obstacle(Member receiver, Member sender) {
        Optional<Obstacle> transport = transport(receiver, sender);
        return transport.isPresent() ? transport : content(receiver, sender);
    }

    private static Optional<Obstacle> content(Member receiver, Member sender) {
        VirtualRouterConfig own = receiver.config();
        VirtualRouterConfig other = sender.config();
        if (other.addresses().isEmpty() && !own.addresses().isEmpty()) {
            return because(
                    PlanRule.ADDRESS_MISMATCH,
                    sender + " advertises no address, and " + receiver + " takes no such advertisement");
        }
        if (own.version() == VrrpVersion.V3 && other.version() == VrrpVersion.V3) {
            return Optional.empty();
        }
        boolean version2Meets = speaksVersion2(own) && speaksVersion2(other);
        if (!version2Meets) {
            return because(
                    PlanRule.VERSION_MISMATCH,
                    receiver + " speaks VRRPv" + number(own) + ", " + sender + " VRRPv" + number(other));
        }
        if (own.password().isPresent() != other.password().isPresent()
                || (own.password().isPresent()
                        && own.password().get().data()
                                != other.password().orElseThrow().data())) {
            return because(
                    PlanRule.AUTHENTICATION_MISMATCH,
                    own.password().isPresent() && other.password().isPresent()
                            ? receiver + " and " + sender + " have different passwords"
                            : (own.password().isPresent() ? receiver : sender) + " has a password, "
                                    + (own.password().isPresent() ? sender : receiver) + " has none");
        }
        if (own.version() == VrrpVersion.V2 && !own.advertisementInterval().equals(other.advertisementInterval())) {
            return because(
                    PlanRule.INTERVAL_MISMATCH,
                    receiver + " advertises each "
                            + Words.time(own.advertisementInterval().toDuration()) + ", " + sender
                            + " each "
                            + Words.time(other.advertisementInterval().toDuration())
                            + ", and VRRPv2 discards what has another interval");
        }
        return Optional.empty();
    }

    private static boolean speaksVersion2(VirtualRouterConfig config) {
        return config.version() == VrrpVersion.V2 || config.alsoVersion2();
    }

    static int number(VirtualRouterConfig config) {
        return config.version() == VrrpVersion.V2 ? 2 : 3;
    }

    private static Optional<Obstacle> transport(Member receiver, Member sender) {
        Transport own = receiver.config().transport();
        Transport other = sender.config().transport();
        if (own instanceof Multicast ownGroup && other instanceof Multicast otherGroup) {
            IpAddress wanted = group(ownGroup, receiver.config().family());
            IpAddress used = group(otherGroup, sender.config().family());
            return wanted.equals(used)
                    ? Optional.empty()
                    : because(
                            PlanRule.TRANSPORT_MISMATCH,
                            receiver + " listens to " + wanted + ", " + sender + " speaks to " + used);
        }
        if (!(own instanceof Unicast ownPeers && other instanceof Unicast otherPeers)) {
            return because(
                    PlanRule.TRANSPORT_MISMATCH,
                    (own instanceof Unicast ? receiver : sender) + " uses unicast, "
                            + (own instanceof Unicast ? sender : receiver) + " multicast");
        }
        Optional<IpAddress> from = sender.config().sourceAddress();
        if (from.isPresent() && ownPeers.onlyPeers() && !lists(ownPeers, from.get())) {
            return because(
                    PlanRule.PEER_NOT_LISTED, receiver + " does not list " + from.get() + ", which is " + sender);
        }
        Optional<IpAddress> to = receiver.config().sourceAddress();
        return to.isPresent() && !lists(otherPeers, to.get())
                ? because(PlanRule.PEER_NOT_LISTED, sender + " does not list " + to.get() + ", which is " + receiver)
                : Optional.empty();
    }

    private static IpAddress group(Multicast multicast, AddressFamily family) {
        return multicast.group().orElse(family.vrrpGroup());
    }

    private static boolean lists(Unicast unicast, IpAddress address) {
        return unicast.peers().stream().anyMatch(peer -> peer.address().equals(address));
    }

    private static Optional<Obstacle> because(PlanRule rule, String why) {
        return Optional.of(new Obstacle(rule, why));
    }
}
