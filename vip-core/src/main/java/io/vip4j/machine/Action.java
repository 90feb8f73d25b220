/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.machine;

import io.vip4j.vrrp.Priority;

/** Something to do for a virtual router. Actions of one step are carried out in their order. */
public sealed interface Action {

    /**
     * Send one advertisement now.
     *
     * @param priority the own priority, or 0 to give the role away
     */
    record SendAdvertisement(Priority priority) implements Action {}

    /** Put the addresses on the interface; answered by AddressesBound or BindFailed. */
    record BindAddresses() implements Action {}

    /** Start the lifetime of the addresses anew and put back any that are missing; not answered. */
    record RenewAddresses() implements Action {}

    /** Take the addresses off the interface and stop announcing; answered by AddressesUnbound. */
    record UnbindAddresses() implements Action {}

    /**
     * Tell the neighbours, as often as the announcement profile says; replaces announcements still to come.
     *
     * @param occasion why they are to be told
     */
    record AnnounceAddresses(Occasion occasion) implements Action {}

    /** Why neighbours are told where the addresses are. */
    enum Occasion {
        /** The role was taken and the addresses are bound. */
        CLAIMED,
        /** Another router was Active too and may have announced the addresses as its own. */
        CONTESTED,
        /** An address that somebody had removed is put back. */
        RESTORED,
        /** This router was silent so long that another one may have announced the addresses meanwhile. */
        RESUMED
    }
}
