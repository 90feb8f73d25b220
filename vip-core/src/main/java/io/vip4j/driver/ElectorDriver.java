/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.driver.checks.PushedHealth;
import io.vip4j.event.AnomalyKind;
import io.vip4j.event.CheckResult;
import io.vip4j.event.TemporaryPriority;
import io.vip4j.event.Term;
import io.vip4j.event.Trigger;
import io.vip4j.event.VipListener;
import io.vip4j.event.VipState;
import io.vip4j.event.VipStatus;
import io.vip4j.health.OnFailure;
import io.vip4j.machine.Action;
import io.vip4j.machine.Input;
import io.vip4j.machine.Parameters;
import io.vip4j.machine.RouterState;
import io.vip4j.machine.RouterState.Active;
import io.vip4j.machine.RouterState.Backup;
import io.vip4j.machine.RouterState.Holding;
import io.vip4j.machine.RouterState.Initialize;
import io.vip4j.machine.RouterState.Releasing;
import io.vip4j.machine.RouterState.Successor;
import io.vip4j.machine.RouterState.Timed;
import io.vip4j.machine.Rule;
import io.vip4j.machine.Step;
import io.vip4j.machine.VirtualRouterMachine;
import io.vip4j.spi.Loop;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.Timers;
import io.vip4j.wire.Advertisement;
import io.vip4j.wire.Decoded;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one virtual router: turns what happens into inputs of the state machine and its actions into deeds. */
public final class ElectorDriver {

    private static final Logger log = LoggerFactory.getLogger(ElectorDriver.class);

    private static final Input TICK = new Input.Tick();

    private final Stepper stepper;
    private final Loop loop;
    private final ProcessBinding binding;
    private final Home home;
    private final ListenerDispatch dispatch;
    private final Validity validity;
    private final ConnectionReset connections;
    private final GateKeeper gate;
    private final Tenure tenure;
    private final Leave leave;
    private final Terms terms;
    private final ActionExecutor executor;
    private final Participation participation;
    private final Standing standing = new Standing();
    private final CauseChain causes = new CauseChain();
    private final Publisher publisher;
    private final Anomalies anomalies;
    private final PeerAnomalies peers;
    private final Reception reception;
    private final AddressClaims claims;
    private final Steering steering;
    private final Eligibility eligibility;
    private final PeerWatching watching;
    private final VirtualAddresses virtualAddresses;
    private final Waiters activeWaiters = new Waiters();
    private final Waiters unboundWaiters = new Waiters();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final Loop.Alarm alarm;
    private final InPlaceChange change;
    private final StatusReport report;

    // Written by the loop.
    private volatile VirtualRouterConfig config;
    private Parameters parameters;
    private RouterState state = new Initialize();
    private @Nullable GroupDriver group;
    private boolean begun;
    private boolean tookPart;
    private boolean closeAsked;
    private boolean ending;
    private boolean ownObstacleBefore = true;
    private boolean ownFailureBefore;
    private Resignation resignation = Resignation.of(Trigger.SWITCHOVER, "the role was given away", false);
    private String lastObstacle = "";

    ElectorDriver(VirtualRouterConfig config, Segment segment, HostScope host) {
        this.config = config;
        this.stepper = host.stepper();
        this.loop = host.platform().loop();
        this.virtualAddresses = host.virtualAddresses();
        Admission admission = new Admission(config);
        this.dispatch = new ListenerDispatch(
                config.name(),
                host.platform().listenerExecutor(),
                host.platform().workExecutor());
        this.publisher = new Publisher(config, loop, dispatch);
        this.anomalies = new Anomalies(loop, publisher);
        this.peers = new PeerAnomalies(config, anomalies, loop);
        this.reception = new Reception(
                loop, admission, new DiscardCounters(config.name(), dispatch, host.silent()), peers, this::overheard);
        this.validity = new Validity(loop);
        this.binding = new ProcessBinding(config, host, this::warn);
        this.home = binding.home();
        this.connections = new ConnectionReset(host.platform(), config.release().breakConnections(), this::warn);
        PlatformAnswers answers = new PlatformAnswers(this, binding, anomalies);
        this.gate = new GateKeeper(config, host.platform(), host.gateClaims(), validity, answers);
        this.tenure = new Tenure(
                new HoldingsBinder(host.platform(), host.claims(), gate),
                loop,
                validity,
                answers,
                connections,
                host.renewals(),
                Holdings.of(config, home),
                config.leaseLifetime());
        this.leave = VoteKeeper.of(config, host.platform(), tenure, validity, new VoteAnswers(this, anomalies));
        this.terms = new Terms(leave, validity);
        List<Place> places = home.places(config.allAddresses());
        Announcements announcements = new Announcements(
                host.platform().announcer(),
                loop,
                host.pacers(),
                places,
                config.announcements(),
                tenure::number,
                validity::isActive,
                dispatch);
        this.claims = new AddressClaims(host.platform().conflicts(), loop, places, anomalies, announcements, dispatch);
        this.executor = new ActionExecutor(
                config,
                home,
                new AdvertisementSender(config, admission, segment::channel),
                announcements,
                tenure,
                leave,
                validity,
                gate,
                loop,
                anomalies);
        this.participation = new Participation(config, home, host, segment, new Surroundings());
        this.steering = new Steering(this, loop, dispatch);
        this.eligibility = new Eligibility(this, steering, participation, gate, leave);
        this.change = new InPlaceChange(this, tenure, leave, loop, gate, segment, participation);
        this.alarm = host.punctuality().alarm(this::ring);
        // Until the interface is known no address is: the first one serves, and nothing is sent with it.
        this.parameters = ParametersFactory.of(config, config.priority(), true, new IpAddress(config.family(), 0, 0));
        this.watching = new PeerWatching(config, home, host, anomalies, parameters.primaryAddress(), this::activeDied);
        this.report = new StatusReport(
                this,
                segment,
                reception,
                participation,
                eligibility,
                watching,
                executor,
                validity,
                anomalies,
                publisher);
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

    /** The number of the tenure that lasts; empty if {@link #isActive} is false. Safe from any thread. */
    public Optional<Term> activeTerm() {
        return terms.active();
    }

    /**
     * Starts to watch its interfaces, without taking part yet.
     *
     * @throws io.vip4j.spi.PlatformException if they cannot be watched
     */
    void watch() {
        participation.watch();
    }

    /** Takes part from now on, as soon as nothing keeps it from it. */
    void begin() {
        begun = true;
        binding.begin(config, anomalies);
        gate.begin();
        participation.begin();
        evaluate(Trigger.STARTUP);
    }

    /** Where its addresses live. */
    Home home() {
        return home;
    }

    /** The way in which a configuration may change while this router goes on. */
    InPlaceChange change() {
        return change;
    }

    /**
     * Takes a well-formed advertisement with the VRID of this router.
     *
     * @param timeToLive TTL or hop limit that it came with
     */
    void received(IpAddress source, IpAddress destination, int timeToLive, Decoded.Accepted accepted) {
        Optional<Input.AdvertisementReceived> input = reception.take(
                parameters.primaryAddress(), !(state instanceof Initialize), source, destination, timeToLive, accepted);
        if (input.isPresent()) {
            long now = loop.nanoTime();
            standing.heard(source, input.get().priority(), now);
            if (passesOver(input.get())) {
                causes.note(Rule.LOWER_PRIORITY_IN_BACKUP, input.get(), parameters.priority(), now);
                standing.stepped(Rule.LOWER_PRIORITY_IN_BACKUP, input.get(), now);
                leave.stepped(state, Rule.LOWER_PRIORITY_IN_BACKUP, now);
            } else {
                feed(input.get());
            }
            peers.heard(source, accepted.advertisement());
            overheard(source, input.get().priority());
        }
    }

    private void overheard(IpAddress source, Priority priority) {
        steering.heard(source, priority, state);
    }

    /**
     * Whether it is the advertisement of a last resort, to which a healthy router leaves the role in no case: neither
     * because it does not preempt, nor because it has given the role away before. As a lower advertisement that is
     * preempted it touches no timer.
     */
    private boolean passesOver(Input.AdvertisementReceived advertisement) {
        return eligibility.keepsWhenAllBad()
                && state instanceof Backup
                && advertisement.priority().equals(Standing.LAST_RESORT)
                && parameters.priority().compareTo(Standing.LAST_RESORT) > 0;
    }

    /** The process of another router has ended. What was heard of it since may have made another one Active. */
    private void activeDied(IpAddress source, long lingerNanos) {
        if (reception.heardActive().filter(source::equals).isPresent()) {
            feed(new Input.ActiveDied(source, lingerNanos));
        }
    }

    /** A virtual router that nobody here runs speaks on the segment; this one tells it for all routers there. */
    void heardForeign(IpAddress source, Advertisement advertisement) {
        anomalies.notice(
                AnomalyKind.UNKNOWN_VRID,
                advertisement.vrid(),
                advertisement.interval().nanos(),
                () -> "VRID " + advertisement.vrid() + " is in use on the segment, by " + source + " with priority "
                        + advertisement.priority() + ": do not give it to another virtual router here");
    }

    /** The loop was so late; that concerns this router if it is a good part of its interval. */
    void late(long latenessNanos) {
        if (latenessNanos
                > Punctuality.thresholdNanos(config.advertisementInterval().nanos())) {
            anomalies.notice(AnomalyKind.LOOP_LATE, "", 0, () -> StallWords.late(latenessNanos));
        }
    }

    /** The host was suspended for so long. */
    void suspended(long nanos) {
        anomalies.notice(AnomalyKind.HOST_SUSPENDED, "", 0, () -> StallWords.suspended(nanos));
    }

    /**
     * A handle by which the application says how it is; each of its words is acted upon in the turn that receives it.
     *
     * @throws IllegalArgumentException if a check or handle of this name exists
     */
    public PushedHealth handle(String name, OnFailure onFailure) {
        return participation.handle(name, onFailure);
    }

    /** One of its checks or handles, or of its group, has said something: tells the listeners, whatever comes of it. */
    void answered(CheckResult result) {
        boolean own = result.router().equals(config.name());
        publisher.checkResult(own ? result : result.of(config.name()));
    }

    /**
     * Adds a listener that first hears the latest transition and the anomalies that last.
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
        return activeWaiters.add(validity.isActive() || closeAsked);
    }

    /** What people may ask of it. */
    public Steering steering() {
        return steering;
    }

    /**
     * Gives the role away if it is held, when the listeners have drained, and ends. The future completes when nothing
     * more will be sent and the platform has answered that the addresses are gone, however they came to be released.
     */
    CompletableFuture<Void> close() {
        if (!closeAsked) {
            closeAsked = true;
            activeWaiters.release();
            steering.close(this::end);
        }
        return closed;
    }

    private void end() {
        eligibility.close();
        participation.close();
        begun = true; // One that never began ends all the same.
        evaluate(Trigger.SHUTDOWN);
        completeCloseIfDone();
        drained.complete(null);
    }

    /** Completes when its listeners have drained and its checks have ended; it may still hold the addresses. */
    CompletableFuture<Void> whenDrained() {
        return drained;
    }

    boolean isClosing() {
        return closeAsked;
    }

    /** What is known right now. */
    public VipStatus status() {
        return report.now(parameters, group);
    }

    /** Whether it may take part. */
    Eligibility eligibility() {
        return eligibility;
    }

    /** The group it moves with from now on, or none. */
    void group(@Nullable GroupDriver newGroup) {
        group = newGroup;
        evaluate(Trigger.HEALTH);
    }

    /** It moves alone from now on, and looks at that with its next input. */
    void leaveGroup() {
        group = null;
    }

    boolean hasBegun() {
        return begun;
    }

    /** Whether it has ever been in another state than Initialize. */
    boolean hasTakenPart() {
        return tookPart;
    }

    CompletableFuture<Void> whenClosed() {
        return closed;
    }

    @Nullable
    GroupDriver group() {
        return group;
    }

    /** Whether it is Active and not about to give the role away. */
    boolean hasRole() {
        return state instanceof Active active && !(active.phase() instanceof Releasing);
    }

    /** Whether it would claim the role now, if its group were ready. */
    boolean wantsRole(long now) {
        return VirtualRouterMachine.wantsRole(state, now) && leave.mayClaim(now);
    }

    /** Whether the role is wanted and may not be claimed yet. */
    boolean waitsForLeave() {
        return leave.isConditional() && VirtualRouterMachine.wantsRole(state, loop.nanoTime());
    }

    /** Nothing keeps it from the role: every member of its group is ready. */
    void claim() {
        step(parameters.withClaimAllowed(true), TICK, loop.nanoTime());
    }

    /** There is leave to claim the role. */
    void claimIfWanted() {
        if (group != null) {
            group.claimIfAllWant();
        } else if (wantsRole(loop.nanoTime())) {
            claim();
        }
    }

    /** Says more of why the next transition happens. */
    void explain(String link) {
        causes.add(link);
    }

    /** Gives the role away. */
    void resign(Resignation why) {
        resignation = why;
        reception.forgetActive(); // Whoever is heard from now on has taken the role.
        causes.begin(why.trigger(), why.links());
        feed(new Input.Resign(why.mayPreempt()));
    }

    /** Takes back the role that it gave away, if nobody has it and nothing keeps it from it. */
    void reclaim() {
        if (state instanceof Backup && reception.heardActive().isEmpty()) {
            feed(new Input.Reclaim());
        }
    }

    /** Why it gave the role away last. */
    Resignation resignation() {
        return resignation;
    }

    /** The socket has come or gone. */
    void segmentChanged() {
        evaluate(Trigger.INTERFACE);
    }

    /** Starts or stops taking part, as the conditions say, and follows the priority and the source address. */
    void evaluate(Trigger trigger) {
        if (!begun) {
            return;
        }
        boolean ownObstacleNow = eligibility.ownObstacle().isPresent();
        boolean ownFailureNow = eligibility.ownFailure().isPresent();
        boolean spreads = ownObstacleNow != ownObstacleBefore || ownFailureNow != ownFailureBefore;
        ownObstacleBefore = ownObstacleNow; // Before the machine acts, which may lead here again.
        ownFailureBefore = ownFailureNow;
        followFailure(trigger);
        followParameters(trigger);
        Optional<String> obstacle = eligibility.obstacle();
        boolean takesPart = !(state instanceof Initialize);
        if (obstacle.isPresent() && takesPart) {
            if (!isLeaving()) {
                lastObstacle = obstacle.get();
                causes.begin(trigger, lastObstacle);
            }
            feed(participation.canSend() ? new Input.Shutdown() : new Input.InterfaceLost());
        } else if (obstacle.isEmpty() && !takesPart) {
            Trigger why = trigger == Trigger.HOLD ? Trigger.HOLD : Trigger.STARTUP;
            causes.begin(why, lastObstacle.isEmpty() ? "started" : "no longer: " + lastObstacle);
            feed(new Input.Startup());
        }
        if (spreads && group != null) {
            group.obstacleChanged(this, trigger);
        }
    }

    /** With a failed check it goes on as the last resort, if that is the setting, and gives the role away first. */
    private void followFailure(Trigger trigger) {
        Optional<String> failure = eligibility.failure();
        boolean before = standing.isLastResort();
        boolean begins = standing.becomesLastResort(failure.isPresent());
        if (begins) {
            warn("is the last resort with priority " + Standing.LAST_RESORT + ": " + failure.get());
        } else if (before && failure.isEmpty()) {
            warn("is the last resort no longer");
        }
        if (begins && hasRole()) {
            String consequence = "last resort with priority " + Standing.LAST_RESORT;
            resign(new Resignation(trigger, List.of(failure.get(), consequence), true));
        }
    }

    /**
     * Tells the machine if its parameters are others than before; the rule that it applied, if it was told. Weights that
     * have fallen below a better router make it give the role away first.
     */
    Optional<Rule> followParameters(Trigger trigger) {
        standing.temporary(steering.temporaryPriority().map(TemporaryPriority::priority));
        int weight = participation.weight();
        int groupWeight = group == null ? 0 : group.weight();
        Priority effective = standing.priority(config, weight, groupWeight);
        IpAddress source = participation.primaryAddress().orElse(parameters.primaryAddress());
        Optional<List<String>> better = standing.weighed(config, participation, group, loop.nanoTime());
        if (better.isPresent() && hasRole()) {
            resign(new Resignation(trigger, better.get(), true));
        }
        Parameters before = parameters;
        Parameters now = ParametersFactory.of(config, effective, group == null && !leave.isConditional(), source);
        if (now.equals(before)) {
            return Optional.empty();
        }
        parameters = now;
        return Optional.of(feed(new Input.ParametersChanged(before)));
    }

    /** Another configuration of the same identity is in force from now on. */
    void configure(VirtualRouterConfig newConfig) {
        config = newConfig;
        virtualAddresses.changed();
        leave.configure(newConfig); // Before anything is renewed with another lifetime.
        steering.configure(newConfig);
        reception.configure(newConfig);
        connections.wanted(newConfig.release().breakConnections());
        claims.places(home.places(newConfig.allAddresses()));
        executor.configure(newConfig);
        watching.configure(newConfig);
    }

    /** Advertises out of turn; Adver_Timer goes on. */
    void advertiseNow() {
        executor.execute(new Action.SendAdvertisement(parameters.priority()), parameters.primaryAddress());
    }

    ActionExecutor executor() {
        return executor;
    }

    boolean isHolding() {
        return state instanceof Active active && active.phase() instanceof Holding;
    }

    /** Completes when the platform owes no answer to an unbind. */
    CompletableFuture<Void> whenUnbound() {
        return unboundWaiters.add(!tenure.isUnbinding());
    }

    /** The platform owes no answer to an unbind any more. */
    void unbound() {
        leave.unbound();
        unboundWaiters.release();
        completeCloseIfDone();
    }

    /** Why the addresses could not be bound last. */
    String bindFailure() {
        return "cannot bind the addresses: " + tenure.lastBindError();
    }

    /** What holds it back after failures to hold the addresses. */
    Setbacks setbacks() {
        return participation.setbacks();
    }

    /** The source of its advertisements. */
    IpAddress primaryAddress() {
        return parameters.primaryAddress();
    }

    /** Whether the way to Initialize has begun: what comes on top of it is not its cause. */
    private boolean isLeaving() {
        return state instanceof Active active
                && active.phase() instanceof Releasing releasing
                && releasing.successor() == Successor.INITIALIZE;
    }

    /**
     * Gives an input to the machine and carries out what it wants; tells the rule that it applied. A router that has the
     * role first looks whether it still may: after a stall any input can come before the alarm.
     */
    Rule feed(Input input) {
        if (hasRole() && !(input instanceof Input.Resign)) {
            leave.lookAt(loop.nanoTime());
        }
        return step(parameters, input, loop.nanoTime());
    }

    /** The alarm has rung. An advertisement that leaves a little early counts as one that leaves at its time. */
    private void ring() {
        leave.lookAt(loop.nanoTime());
        long now = loop.nanoTime();
        if (state instanceof Timed timed && hasRole()) {
            long early = timed.deadlineNanos() - now;
            now += early > 0 && early <= earlinessNanos() ? early : 0;
        }
        step(parameters, TICK, now);
    }

    private long earlinessNanos() {
        return hasRole() ? Timers.advertisementEarlinessNanos(parameters.advertisementInterval()) : 0;
    }

    private Rule step(Parameters with, Input input, long now) {
        Step step = stepper.step(with, state, input, now);
        causes.note(step.rule(), input, with.priority(), now);
        standing.stepped(step.rule(), input, now);
        if (step.rule() == Rule.BIND_FAILED) {
            causes.begin(Trigger.BIND_FAILED, bindFailure());
        }
        boolean stoppedTakingPart = step.state() instanceof Initialize && !(state instanceof Initialize);
        state = step.state();
        tookPart |= !(state instanceof Initialize);
        boolean holding = isHolding();
        if (!holding) {
            validity.holding(false); // Before the addresses go, so that nobody believes in them too long.
        }
        executor.execute(step, with.primaryAddress());
        terms.holding(holding);
        validity.holding(holding);
        peers.holding(holding);
        claims.holding(holding);
        watching.follow(state, with.primaryAddress(), reception.heardActive());
        publish();
        armAlarm();
        if (group != null) {
            group.stepped(this, step.rule());
        }
        steering.stepped(state);
        if (stoppedTakingPart) {
            reception.forgetActive();
            completeCloseIfDone();
            evaluate(Trigger.STARTUP); // The obstacle may have gone while the addresses were being removed.
        }
        leave.stepped(state, step.rule(), now);
        return step.rule();
    }

    private void completeCloseIfDone() {
        if (eligibility.isClosed() && state instanceof Initialize && !tenure.isUnbinding() && !ending) {
            ending = true;
            alarm.disarm();
            peers.close();
            anomalies.close();
            var unused = leave.close()
                    .thenCompose(nothing -> gate.close())
                    .thenCompose(nothing -> participation.removeInterface())
                    .thenRun(() -> {
                        binding.close();
                        closed.complete(null);
                    });
        }
    }

    private void armAlarm() {
        boolean withheld = !parameters.claimAllowed() && VirtualRouterMachine.wantsRole(state, loop.nanoTime());
        if (state instanceof Timed timed && !withheld) {
            alarm.armAt(timed.deadlineNanos(), earlinessNanos());
        } else {
            alarm.disarm();
        }
    }

    private void publish() {
        if (publisher.publish(state, causes, terms) && publisher.state() == VipState.ACTIVE) {
            activeWaiters.release();
            steering.becameActive();
        }
    }

    /** Tells the operator. */
    void warn(String text) {
        dispatch.log(() -> log.warn(
                "vip router={} vrid={} if={} {}", config.name(), config.vrid(), config.networkInterface(), text));
    }

    /** What the surroundings of the router tell. */
    private final class Surroundings implements Participation.Listener {

        @Override
        public void changed(Trigger trigger) {
            evaluate(trigger);
        }

        @Override
        public void answered(CheckResult result) {
            ElectorDriver.this.answered(result);
        }

        @Override
        public void addressRemoved(String networkInterface, IpAddress address) {
            if (tenure.addressLost(networkInterface, address)) {
                feed(new Input.AddressLost());
            }
        }

        @Override
        public void warn(String text) {
            ElectorDriver.this.warn(text);
        }
    }
}
