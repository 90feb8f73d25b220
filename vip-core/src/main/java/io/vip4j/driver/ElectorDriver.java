/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.Switchover;
import io.vip4j.event.Trigger;
import io.vip4j.event.VipListener;
import io.vip4j.event.VipState;
import io.vip4j.event.VipStatus;
import io.vip4j.health.NamedCheck;
import io.vip4j.machine.Action;
import io.vip4j.machine.Input;
import io.vip4j.machine.Parameters;
import io.vip4j.machine.RouterState;
import io.vip4j.machine.RouterState.Active;
import io.vip4j.machine.RouterState.Holding;
import io.vip4j.machine.RouterState.Initialize;
import io.vip4j.machine.RouterState.Releasing;
import io.vip4j.machine.RouterState.Successor;
import io.vip4j.machine.Rule;
import io.vip4j.machine.Step;
import io.vip4j.machine.VirtualRouterMachine;
import io.vip4j.spi.InterfaceMonitor;
import io.vip4j.spi.InterfaceMonitor.InterfaceState;
import io.vip4j.spi.Loop;
import io.vip4j.spi.VipPlatform;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.wire.Advertisement;
import io.vip4j.wire.Decoded;
import io.vip4j.wire.RejectReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Runs one virtual router: turns what happens into inputs of the state machine and its actions into deeds. */
public final class ElectorDriver {

    private final VirtualRouterConfig config;
    private final Segment segment;
    private final Loop loop;
    private final Admission admission;
    private final ListenerDispatch dispatch;
    private final DiscardCounters discards;
    private final Validity validity;
    private final ActionExecutor executor;
    private final Conditions conditions;
    private final CauseChain causes = new CauseChain();
    private final Publisher publisher;
    private final PeerNotes peerNotes;
    private final List<CheckRunner> checks = new ArrayList<>();
    private final List<SwitchoverWatch> switchovers = new ArrayList<>();
    private final List<CompletableFuture<Void>> activeWaiters = new ArrayList<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final Loop.Alarm alarm;

    // Written by the loop.
    private Parameters parameters;
    private RouterState state = new Initialize();
    private Optional<IpAddress> heardActive = Optional.empty();
    private InterfaceMonitor.@Nullable Watch watch;
    private long advertsReceived;
    private boolean closing;
    private String lastObstacle = "";

    ElectorDriver(VirtualRouterConfig config, Segment segment, VipPlatform platform) {
        this.config = config;
        this.segment = segment;
        this.loop = platform.loop();
        this.admission = new Admission(config);
        this.dispatch = new ListenerDispatch(config.name(), platform.listenerExecutor(), platform.workExecutor());
        this.conditions = new Conditions("interface " + config.networkInterface(), config.family());
        this.publisher = new Publisher(config, loop, dispatch);
        this.discards = new DiscardCounters(config.name(), dispatch);
        this.peerNotes = new PeerNotes(config, dispatch, loop.nanoTime());
        this.validity = new Validity(
                loop, config.lease().lifetime(config.advertisementInterval()).isPresent());
        this.executor = new ActionExecutor(
                config,
                new AdvertisementSender(config, admission, segment),
                platform,
                dispatch,
                validity,
                new Outcomes());
        this.alarm = loop.newAlarm(() -> feed(new Input.Tick()));
        // Until the interface is known no address is: the first one serves, and nothing is sent with it.
        this.parameters = ParametersFactory.of(config, config.priority(), true, new IpAddress(config.family(), 0, 0));
        for (NamedCheck check : config.checks()) {
            checks.add(new CheckRunner(check, platform, this::health));
        }
    }

    /** The configuration it runs with. Safe from any thread. */
    public VirtualRouterConfig config() {
        return config;
    }

    /** The state that listeners were last told. Safe from any thread. */
    public VipState state() {
        return publisher.state();
    }

    /** Whether the addresses are held right now; see {@link Validity}. Safe from any thread. */
    public boolean isActive() {
        return validity.isActive();
    }

    /** Starts to watch and to take part. */
    void start(InterfaceMonitor monitor) {
        checks.forEach(CheckRunner::start);
        watch = monitor.watch(config.networkInterface(), new InterfaceMonitor.Listener() {
            @Override
            public void changed(InterfaceState interfaceState) {
                interfaceChanged(interfaceState);
            }

            @Override
            public void addressRemoved(IpAddress address) {
                if (config.addresses().stream()
                        .anyMatch(virtual -> virtual.address().equals(address))) {
                    executor.addressLost();
                    feed(new Input.AddressLost());
                }
            }
        });
    }

    /**
     * Takes a well-formed advertisement with the VRID of this router.
     *
     * @param timeToLive TTL or hop limit that it came with
     */
    void received(IpAddress source, IpAddress destination, int timeToLive, Decoded.Accepted accepted) {
        long now = loop.nanoTime();
        Advertisement advertisement = accepted.advertisement();
        Optional<RejectReason> reason = admission.check(
                parameters.primaryAddress(), source, destination, timeToLive, advertisement, accepted.checksumForm());
        if (reason.isPresent()) {
            discards.count(reason.get(), source, now);
            return;
        }
        if (state instanceof Initialize) {
            discards.count(RejectReason.NOT_RUNNING, source, now);
            return;
        }
        advertsReceived++;
        peerNotes.compare(source, advertisement, now);
        if (!advertisement.priority().isZero()) {
            heardActive = Optional.of(source);
        } else if (heardActive.filter(source::equals).isPresent()) {
            heardActive = Optional.empty();
        }
        feed(new Input.AdvertisementReceived(source, advertisement.priority(), advertisement.interval()));
        if (!advertisement.priority().isZero() && !(state instanceof Active)) {
            switchovers.removeIf(pending -> pending.tookOver(source, loop.nanoTime()));
        }
    }

    /** Takes note of the health of one thing and acts on it in this turn. */
    public void health(String name, boolean up, String detail) {
        conditions.health(name, up, detail);
        evaluate(Trigger.HEALTH);
    }

    /** Whether a handle or check of this name exists. */
    public boolean knowsHealthOf(String name) {
        return conditions.knowsHealthOf(name);
    }

    /**
     * Adds a listener that first hears the latest transition.
     *
     * @return ends it; idempotent and safe from any thread
     */
    public Runnable addListener(VipListener listener) {
        return publisher.add(listener);
    }

    /**
     * A future that completes when the addresses are held, at once if they are already, or when there is no more hope
     * because the router is closed. Whoever stops waiting cancels it.
     */
    public CompletableFuture<Void> whenActive() {
        CompletableFuture<Void> waiter = new CompletableFuture<>();
        if (validity.isActive() || closing) {
            waiter.complete(null);
        } else {
            activeWaiters.removeIf(CompletableFuture::isDone);
            activeWaiters.add(waiter);
        }
        return waiter;
    }

    /**
     * Gives the role away and watches who takes it.
     *
     * @throws IllegalStateException if the addresses are not held
     */
    public CompletableFuture<Switchover> switchover(Duration deadline) {
        if (!(state instanceof Active active && active.phase() instanceof Holding)) {
            throw new IllegalStateException("switchover needs an Active router; " + config.name() + " is " + state());
        }
        SwitchoverWatch pending = new SwitchoverWatch(loop, deadline, config.name());
        switchovers.add(pending);
        heardActive = Optional.empty();
        causes.begin(Trigger.SWITCHOVER, "switchover was asked for");
        feed(new Input.Resign());
        return pending.result();
    }

    /**
     * Gives the role away if it is held, and ends. The future completes when nothing more will be sent and the platform
     * has answered that the addresses are gone, however they came to be released.
     */
    public CompletableFuture<Void> close() {
        if (!closing) {
            closing = true;
            checks.forEach(CheckRunner::close);
            activeWaiters.forEach(waiter -> waiter.complete(null));
            activeWaiters.clear();
            switchovers.forEach(SwitchoverWatch::closed);
            switchovers.clear();
            if (watch != null) {
                watch.close();
            }
            evaluate(Trigger.SHUTDOWN);
            completeCloseIfDone();
        }
        return closed;
    }

    /** What is known right now. */
    public VipStatus status() {
        Map<RejectReason, Long> discarded = new EnumMap<>(RejectReason.class);
        segment.addDiscardsTo(discarded);
        discards.addTo(discarded);
        Optional<IpAddress> active =
                state() == VipState.ACTIVE ? Optional.of(parameters.primaryAddress()) : heardActive;
        return new VipStatus(
                config.name(),
                config.vrid(),
                config.networkInterface(),
                config.family(),
                state(),
                conditions.obstacle().orElse(""),
                parameters.priority(),
                active,
                config.addresses(),
                executor.advertsSent(),
                advertsReceived,
                discarded,
                conditions.checks(),
                List.of(),
                publisher.timeline());
    }

    private void interfaceChanged(InterfaceState interfaceState) {
        Optional<IpAddress> primary = interfaceState.addresses().stream()
                .filter(address -> address.family() == config.family())
                .filter(address -> !segment.isVirtual(address))
                .findFirst();
        primary.ifPresent(address -> parameters = parameters.withPrimaryAddress(address));
        conditions.networkInterface(interfaceState.up(), primary.isPresent());
        evaluate(Trigger.INTERFACE);
    }

    /** Starts or stops taking part, as the conditions say. */
    private void evaluate(Trigger trigger) {
        Optional<String> obstacle = closing ? Optional.of("closed") : conditions.obstacle();
        boolean takesPart = !(state instanceof Initialize);
        if (obstacle.isPresent() && takesPart) {
            if (!isLeaving()) {
                lastObstacle = obstacle.get();
                causes.begin(trigger, lastObstacle);
            }
            feed(conditions.interfaceUsable() ? new Input.Shutdown() : new Input.InterfaceLost());
        } else if (obstacle.isEmpty() && !takesPart) {
            causes.begin(Trigger.STARTUP, lastObstacle.isEmpty() ? "started" : "no longer: " + lastObstacle);
            feed(new Input.Startup());
        }
    }

    /** Whether the way to Initialize has begun: what comes on top of it is not its cause. */
    private boolean isLeaving() {
        return state instanceof Active active
                && active.phase() instanceof Releasing releasing
                && releasing.successor() == Successor.INITIALIZE;
    }

    private void feed(Input input) {
        long now = loop.nanoTime();
        Step step = VirtualRouterMachine.step(parameters, state, input, now);
        causes.note(step.rule(), input, parameters.priority(), now);
        if (step.rule() == Rule.BIND_FAILED) {
            causes.begin(Trigger.BIND_FAILED, "cannot bind the addresses: " + executor.lastBindError());
        }
        boolean stoppedTakingPart = step.state() instanceof Initialize && !(state instanceof Initialize);
        state = step.state();
        boolean holding = state instanceof Active active && active.phase() instanceof Holding;
        if (!holding) {
            validity.holding(false); // Before the addresses go, so that nobody believes in them too long.
        }
        for (Action action : step.actions()) {
            executor.execute(action, parameters.primaryAddress());
        }
        validity.holding(holding);
        publish();
        armAlarm();
        if (stoppedTakingPart) {
            heardActive = Optional.empty();
            completeCloseIfDone();
            evaluate(Trigger.STARTUP); // The obstacle may have gone while the addresses were being removed.
        }
    }

    private void completeCloseIfDone() {
        if (closing && state instanceof Initialize && !executor.isUnbinding()) {
            alarm.disarm();
            closed.complete(null);
        }
    }

    private void armAlarm() {
        OptionalLong deadline = VirtualRouterMachine.deadlineNanos(state);
        if (deadline.isPresent()) {
            alarm.armAt(deadline.getAsLong());
        } else {
            alarm.disarm();
        }
    }

    private void publish() {
        if (publisher.publish(state, causes::cause) && publisher.state() == VipState.ACTIVE) {
            activeWaiters.forEach(waiter -> waiter.complete(null));
            activeWaiters.clear();
            switchovers.removeIf(SwitchoverWatch::nobodyTookOver);
        }
    }

    /** What the platform answers. */
    private final class Outcomes implements ActionExecutor.Outcomes {

        @Override
        public void answered(Input input) {
            feed(input);
        }

        @Override
        public void unbound() {
            completeCloseIfDone();
        }

        @Override
        public void cannotHold(String why) {
            if (state instanceof Active active && active.phase() instanceof Holding) {
                causes.begin(Trigger.BIND_FAILED, "the addresses are gone and cannot be put back: " + why);
                feed(new Input.Resign());
            }
        }
    }
}
