/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.event.AnomalyEvent;
import io.vip4j.event.AnomalyKind;
import io.vip4j.event.CheckResult;
import io.vip4j.event.Transition;
import io.vip4j.event.Trigger;
import io.vip4j.event.VipListener;
import io.vip4j.event.VipState;
import io.vip4j.probe.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the commands of {@code notify_*} when virtual routers change their state. Those of one router run strictly one
 * after the other, in the order of the events, each at most {@link #LIMIT}; those of different routers and of groups do
 * not wait for each other. keepalived does not wait for its scripts, so that two of them may overlap and end in any
 * order.
 *
 * <p>A group is MASTER when all its members are, FAULT when one is, STOP when all are, and otherwise BACKUP; it is told
 * after its members. A state that was told last is not told again.
 *
 * <p>Add it to every elector as a listener. At the end close the host first and then this, which runs the commands of
 * STOP for all that have not been told.
 */
public final class NotifyScripts implements VipListener, AutoCloseable {

    /** When a command is killed. */
    public static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Duration KILL_LIMIT = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(NotifyScripts.class);

    private final ToIntFunction<String> priorityOf;
    private final Duration limit;

    // Guarded by this.
    private final Map<String, Subject> routers = new LinkedHashMap<>();
    private final Map<String, Subject> groups = new LinkedHashMap<>();
    private boolean closed;

    /** The states as keepalived calls them. */
    private enum State {
        MASTER,
        BACKUP,
        FAULT,
        STOP
    }

    /** One router or group. */
    private static final class Subject {
        final CommandQueue queue;
        EventCommands commands = EventCommands.NONE;
        List<String> members = List.of();

        @Nullable
        State told;

        int priority;

        Subject(CommandQueue queue) {
            this.queue = queue;
        }
    }

    /**
     * @param priorityOf the effective priority of a router at this moment; asked on the thread of the listeners, for
     *     routers with a generic command or with {@code onPriorityChange}. One that throws is logged and the priority
     *     that was known before is told
     */
    public NotifyScripts(ToIntFunction<String> priorityOf) {
        this(priorityOf, LIMIT);
    }

    NotifyScripts(ToIntFunction<String> priorityOf, Duration limit) {
        this.priorityOf = priorityOf;
        this.limit = limit;
    }

    /**
     * Sets the commands, in place of the earlier ones; what was told before stays known. Call it before the routers
     * start or, when the configuration has changed, after that; then those that were stopped with the change have been
     * told so.
     *
     * @param ofRouters by the name of the router
     * @param ofGroups the groups that have commands
     */
    public synchronized void configure(Map<String, EventCommands> ofRouters, List<EventCommands.OfGroup> ofGroups) {
        routers.values().forEach(subject -> subject.commands = EventCommands.NONE);
        ofRouters.forEach((name, commands) -> router(name).commands = commands);
        groups.values().forEach(subject -> {
            subject.commands = EventCommands.NONE;
            subject.members = List.of();
        });
        for (EventCommands.OfGroup group : ofGroups) {
            String name = group.group().name();
            Subject subject =
                    groups.computeIfAbsent(name, unknown -> new Subject(new CommandQueue("group=" + name, limit)));
            subject.commands = group.commands();
            subject.members = group.group().members();
        }
    }

    private Subject router(String name) {
        return routers.computeIfAbsent(name, unknown -> new Subject(new CommandQueue("router=" + name, limit)));
    }

    /** Runs the commands of the new state after those of earlier ones; does not wait for them. */
    @Override
    public synchronized void onTransition(Transition transition) {
        if (!closed) {
            tellRouter(transition.router(), state(transition));
            tellGroups();
        }
    }

    private static State state(Transition transition) {
        return switch (transition.to()) {
            case ACTIVE -> State.MASTER;
            case BACKUP -> State.BACKUP;
            case INITIALIZE -> transition.cause().trigger() == Trigger.SHUTDOWN ? State.STOP : State.FAULT;
        };
    }

    /** Runs the command for a router that is contested when that begins. */
    @Override
    public synchronized void onAnomaly(AnomalyEvent event) {
        if (!closed
                && event.began()
                && event.anomaly().kind() == AnomalyKind.TWO_ACTIVE
                && event.state() == VipState.ACTIVE) {
            Subject subject = router(event.router());
            subject.commands
                    .onContested()
                    .ifPresent(command -> subject.queue.add("MASTER_RX_LOWER_PRI", List.of(command)));
        }
    }

    /** Runs the commands of the present state again if the priority has changed with a check, and that is wanted. */
    @Override
    public synchronized void onCheckResult(CheckResult result) {
        Subject subject = router(result.router());
        State state = subject.told;
        if (closed || !subject.commands.onPriorityChange() || state == null || state == State.STOP) {
            return;
        }
        int before = subject.priority;
        askPriority(result.router(), subject);
        if (subject.priority != before) {
            run(subject, "INSTANCE", result.router(), state, " priority " + subject.priority);
        }
    }

    private void tellRouter(String name, State state) {
        Subject subject = router(name);
        if (subject.told == state) {
            return;
        }
        subject.told = state;
        askPriority(name, subject);
        run(subject, "INSTANCE", name, state, "");
    }

    private void askPriority(String name, Subject subject) {
        if (subject.commands.generic().isEmpty() && !subject.commands.onPriorityChange()) {
            return;
        }
        try {
            subject.priority = priorityOf.applyAsInt(name);
        } catch (RuntimeException e) {
            LOG.debug("the priority of {} cannot be known now: {}", name, e.getMessage());
        }
    }

    private void tellGroups() {
        groups.forEach((name, subject) -> {
            Optional<State> state = stateOf(subject.members);
            if (state.isPresent() && state.get() != subject.told) {
                subject.told = state.get();
                run(subject, "GROUP", name, state.get(), "");
            }
        });
    }

    /** Empty as long as one was told nothing yet, or some have stopped and others not. */
    private Optional<State> stateOf(List<String> members) {
        List<State> states = new ArrayList<>();
        for (String member : members) {
            State state = router(member).told;
            if (state == null) {
                return Optional.empty();
            }
            states.add(state);
        }
        if (states.isEmpty() || states.stream().distinct().count() == 1) {
            return states.stream().findFirst();
        }
        if (states.contains(State.STOP)) {
            return Optional.empty();
        }
        return Optional.of(states.contains(State.FAULT) ? State.FAULT : State.BACKUP);
    }

    private static void run(Subject subject, String type, String name, State state, String addition) {
        EventCommands commands = subject.commands;
        List<Command> wanted = new ArrayList<>();
        switch (state) {
            case MASTER -> commands.onActive().ifPresent(wanted::add);
            case BACKUP -> commands.onBackup().ifPresent(wanted::add);
            case FAULT -> commands.onFault().ifPresent(wanted::add);
            case STOP -> commands.onStop().ifPresent(wanted::add);
        }
        List<String> arguments = List.of(type, name, state.name(), String.valueOf(subject.priority));
        commands.generic().map(command -> command.with(arguments)).ifPresent(wanted::add);
        subject.queue.add(state + addition, wanted);
    }

    /** Events of all routers and groups whose commands were dropped because too many waited. */
    public synchronized long dropped() {
        return Stream.concat(routers.values().stream(), groups.values().stream())
                .mapToLong(subject -> subject.queue.dropped())
                .sum();
    }

    /**
     * Runs the commands of STOP for all that have not been told, and waits until all commands have ended, at most
     * {@link #LIMIT} and a second; then those that still run are killed and the others not run. Idempotent.
     */
    @Override
    public void close() {
        List<CommandQueue> queues = new ArrayList<>();
        synchronized (this) {
            if (closed) {
                return;
            }
            routers.keySet().forEach(name -> tellRouter(name, State.STOP));
            tellGroups();
            closed = true;
            routers.values().forEach(subject -> queues.add(subject.queue));
            groups.values().forEach(subject -> queues.add(subject.queue));
        }
        long deadlineNanos = System.nanoTime() + limit.toNanos();
        try {
            for (CommandQueue queue : queues) {
                if (!queue.awaitEmpty(deadlineNanos)) {
                    queue.cancel();
                }
            }
            for (CommandQueue queue : queues) {
                queue.awaitEmpty(deadlineNanos + KILL_LIMIT.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            queues.forEach(CommandQueue::cancel);
        }
    }
}
