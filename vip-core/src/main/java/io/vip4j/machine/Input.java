/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.machine;

import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;

/** Something that happens to a virtual router. */
public sealed interface Input {

    /** The router may take part: it was started, its interface is up and it is healthy (RFC 9568 6.4.1). */
    record Startup() implements Input {}

    /** The router shall take no part any more, but can still speak (RFC 9568 6.4.2, 6.4.3). */
    record Shutdown() implements Input {}

    /** The interface is down or has lost its address, so that nothing can be sent. Not in RFC. */
    record InterfaceLost() implements Input {}

    /**
     * The role shall go to a Backup, and this router stays one. Not in RFC.
     *
     * @param mayPreempt whether it may take the role back from a lower router; a member that follows its group may, one
     *     that gives the role away for its own reasons would take it straight back
     */
    record Resign(boolean mayPreempt) implements Input {}

    /** Nobody has taken the role that this router gave away: it takes it back before Active_Down_Timer. Not in RFC. */
    record Reclaim() implements Input {}

    /**
     * A valid advertisement of this virtual router came from another one.
     *
     * @param source the sender's address
     * @param priority the sender's priority
     * @param interval the sender's interval
     */
    record AdvertisementReceived(IpAddress source, Priority priority, AdvertisementInterval interval)
            implements Input {}

    /**
     * The process of the router that was heard as Active last has ended: its kernel has said so. Not in RFC.
     *
     * @param source its address
     * @param lingerNanos for how long its addresses may still be there
     */
    record ActiveDied(IpAddress source, long lingerNanos) implements Input {}

    /** Time has passed; comes at the deadline, later, or for nothing. */
    record Tick() implements Input {}

    /** Every address is on the interface: the answer to {@link Action.BindAddresses}. */
    record AddressesBound() implements Input {}

    /** Not every address could be bound, none is: the other answer to {@link Action.BindAddresses}. */
    record BindFailed() implements Input {}

    /** The platform has done what it could: the answer to {@link Action.UnbindAddresses}. */
    record AddressesUnbound() implements Input {}

    /** An address that was bound has left the interface, and not at our wish. */
    record AddressLost() implements Input {}

    /**
     * Other parameters are in force from this step on: those that the step is given. Not in RFC.
     *
     * @param before the parameters of the step before
     */
    record ParametersChanged(Parameters before) implements Input {}
}
