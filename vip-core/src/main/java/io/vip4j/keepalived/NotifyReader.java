/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.probe.Command;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code notify} lines of one instance or group. */
final class NotifyReader {

    private final Commands commands;
    private final Values values;
    private final Map<String, Command> read = new HashMap<>();
    private Optional<Boolean> onPriorityChange = Optional.empty();

    NotifyReader(Commands commands, Diagnostics diagnostics) {
        this.commands = commands;
        this.values = new Values(diagnostics);
    }

    static boolean isOne(String keyword) {
        return keyword.equals("notify") || keyword.startsWith("notify_");
    }

    void read(Statement statement) {
        if (statement.name().equals("notify_priority_changes")) {
            onPriorityChange = values.onOff(statement).or(() -> onPriorityChange);
        } else {
            commands.notification(statement).ifPresent(command -> read.put(statement.name(), command));
        }
    }

    /** @param usual whether changes of the priority alone are told, unless it is said here */
    EventCommands commands(boolean usual) {
        return new EventCommands(
                command("notify_master"),
                command("notify_backup"),
                command("notify_fault"),
                command("notify_stop"),
                command("notify_master_rx_lower_pri"),
                command("notify"),
                onPriorityChange.orElse(usual));
    }

    private Optional<Command> command(String keyword) {
        return Optional.ofNullable(read.get(keyword));
    }
}
