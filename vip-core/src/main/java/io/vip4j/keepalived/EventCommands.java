/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.config.SyncGroup;
import io.vip4j.probe.Command;
import java.util.Optional;

/**
 * The commands that {@code notify_*} name for one virtual router, or for one group.
 *
 * @param onActive {@code notify_master}: it holds the addresses
 * @param onBackup {@code notify_backup}: it takes part without holding them; also at the start
 * @param onFault {@code notify_fault}: something keeps it from taking part
 * @param onStop {@code notify_stop}: it was closed
 * @param onContested {@code notify_master_rx_lower_pri}: it is Active, and a router with lower priority is Active as
 *     well; run when that begins, not for each advertisement. Not for groups
 * @param generic {@code notify}: run at each change of state after the one for that state, with the arguments
 *     {@code INSTANCE name MASTER|BACKUP|FAULT|STOP priority} or {@code GROUP name MASTER|BACKUP|FAULT|STOP 0}
 * @param onPriorityChange {@code notify_priority_changes}: whether the commands of the present state run again when only
 *     the priority has changed. Not for groups
 */
public record EventCommands(
        Optional<Command> onActive,
        Optional<Command> onBackup,
        Optional<Command> onFault,
        Optional<Command> onStop,
        Optional<Command> onContested,
        Optional<Command> generic,
        boolean onPriorityChange) {

    /** No command at all. */
    public static final EventCommands NONE = new EventCommands(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false);

    /** Whether there is no command. */
    public boolean isEmpty() {
        return onActive.isEmpty()
                && onBackup.isEmpty()
                && onFault.isEmpty()
                && onStop.isEmpty()
                && onContested.isEmpty()
                && generic.isEmpty();
    }

    /**
     * The commands of a group and the routers that it follows.
     *
     * @param group the group
     * @param commands its commands
     */
    public record OfGroup(SyncGroup group, EventCommands commands) {}
}
