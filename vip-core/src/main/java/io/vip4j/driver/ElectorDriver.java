/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.driver.checks.PushedHealth;
import io.vip4j.event.AnomalyKind;
import io.vip4j.event.CheckResult;
import io.vip4j.event.Term;
import io.vip4j.event.Trigger;
import io.vip4j.event.VipListener;
import io.vip4j.event.VipState;
import io.vip4j.event.VipStatus;
import io.vip4j.health.OnFailure;
import io.vip4j.machine.Action;
import io.vip4j.machine.Input;
import io.vip4j.machine.Parameters;
import io.vip4j.machine.Rule;
import io.vip4j.machine.Step;
import io.vip4j.spi.Loop;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
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
    private final RunningMachine machine;
    private final Evaluation evaluation;
    private final Closing closing;
    private final InPlaceChange change;
    private final StatusReport report;

    // Written by the loop.
    private volatile VirtualRouterConfig config;
    private @Nullable GroupDriver group;
    private Resignation resignation = Resignation.of(Trigger.SWITCHOVER, "the role was given away", false);

    ElectorDriver(VirtualRouterConfig config, Segment segment, HostScope host) {
        this.config = config;
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
        // Until the interface is known no address is: the first one serves, and nothing is sent with it.
        IpAddress noAddress = new IpAddress(config.family(), 0, 0);
        this.machine = new RunningMachine(
                host.stepper(),
                loop,
                host.punctuality().alarm(this::ring),
                ParametersFactory.of(config, config.priority(), true, noAddress));
        this.evaluation = new Evaluation(this, machine, eligibility, participation, standing, leave, causes, loop);
        this.closing = new Closing(machine, tenure, eligibility, participation, leave, gate, binding, this::fallSilent);
        this.watching = new PeerWatching(config, home, host, anomalies, noAddress, this::activeDied);
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
        evaluation.begin();
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
        Optional<Input.AdvertisementReceived> input =
                reception.take(primaryAddress(), machine.takesPart(), source, destination, timeToLive, accepted);
        if (input.isPresent()) {
            long now = loop.nanoTime();
            standing.heard(source, input.get().priority(), now);
            if (passesOver(input.get())) {
                causes.note(
                        Rule.LOWER_PRIORITY_IN_BACKUP,
                        input.get(),
                        machine.parameters().priority(),
                        now);
                standing.stepped(Rule.LOWER_PRIORITY_IN_BACKUP, input.get(), now);
                leave.stepped(machine.state(), Rule.LOWER_PRIORITY_IN_BACKUP, now);
            } else {
                feed(input.get());
            }
            peers.heard(source, accepted.advertisement());
            overheard(source, input.get().priority());
        }
    }

    private void overheard(IpAddress source, Priority priority) {
        steering.heard(source, priority, machine.state());
    }

    /**
     * Whether it is the advertisement of a last resort, to which a healthy router leaves the role in no case: neither
     * because it does not preempt, nor because it has given the role away before. As a lower advertisement that is
     * preempted it touches no timer.
     */
    private boolean passesOver(Input.AdvertisementReceived advertisement) {
        return eligibility.keepsWhenAllBad()
                && machine.isBackup()
                && advertisement.priority().equals(Standing.LAST_RESORT)
                && machine.parameters().priority().compareTo(Standing.LAST_RESORT) > 0;
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
        return activeWaiters.add(validity.isActive() || closing.isAsked());
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
        if (!closing.isAsked()) {
            closing.ask();
            activeWaiters.release();
            steering.close(this::end);
        }
        return closing.whenClosed();
    }

    private void end() {
        closing.stopTakingPart();
        evaluation.begin(); // One that never began ends all the same.
        evaluate(Trigger.SHUTDOWN);
        closing.completeIfDone();
        closing.drained();
    }

    private void fallSilent() {
        peers.close();
        anomalies.close();
    }

    /** Completes when its listeners have drained and its checks have ended; it may still hold the addresses. */
    CompletableFuture<Void> whenDrained() {
        return closing.whenDrained();
    }

    boolean isClosing() {
        return closing.isAsked();
    }

    /** What is known right now. */
    public VipStatus status() {
        return report.now(machine.parameters(), group);
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
        return evaluation.hasBegun();
    }

    /** Whether it has ever been in another state than Initialize. */
    boolean hasTakenPart() {
        return machine.hasTakenPart();
    }

    CompletableFuture<Void> whenClosed() {
        return closing.whenClosed();
    }

    @Nullable
    GroupDriver group() {
        return group;
    }

    /** Whether it is Active and not about to give the role away. */
    boolean hasRole() {
        return machine.hasRole();
    }

    /** Whether it would claim the role now, if its group were ready. */
    boolean wantsRole(long now) {
        return machine.wantsRole(now) && leave.mayClaim(now);
    }

    /** Whether the role is wanted and may not be claimed yet. */
    boolean waitsForLeave() {
        return leave.isConditional() && machine.wantsRole(loop.nanoTime());
    }

    /** Nothing keeps it from the role: every member of its group is ready. */
    void claim() {
        step(machine.parameters().withClaimAllowed(true), TICK, loop.nanoTime());
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
        if (machine.isBackup() && reception.heardActive().isEmpty()) {
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

    /** Something may be possible or impossible now, or the priority or source address may be another. */
    void evaluate(Trigger trigger) {
        evaluation.evaluate(trigger);
    }

    /** Tells the machine if its parameters are others than before; the rule that it applied, if it was told. */
    Optional<Rule> followParameters(Trigger trigger) {
        return evaluation.followParameters(trigger);
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
        executor.execute(new Action.SendAdvertisement(machine.parameters().priority()), primaryAddress());
    }

    ActionExecutor executor() {
        return executor;
    }

    boolean isHolding() {
        return machine.isHolding();
    }

    /** Completes when the platform owes no answer to an unbind. */
    CompletableFuture<Void> whenUnbound() {
        return unboundWaiters.add(!tenure.isUnbinding());
    }

    /** The platform owes no answer to an unbind any more. */
    void unbound() {
        leave.unbound();
        unboundWaiters.release();
        closing.completeIfDone();
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
        return machine.parameters().primaryAddress();
    }

    /**
     * Gives an input to the machine and carries out what it wants; tells the rule that it applied. A router that has the
     * role first looks whether it still may: after a stall any input can come before the alarm.
     */
    Rule feed(Input input) {
        if (hasRole() && !(input instanceof Input.Resign)) {
            leave.lookAt(loop.nanoTime());
        }
        return step(machine.parameters(), input, loop.nanoTime());
    }

    /** The alarm has rung. */
    private void ring() {
        leave.lookAt(loop.nanoTime());
        step(machine.parameters(), TICK, machine.tickedAtNanos(loop.nanoTime()));
    }

    private Rule step(Parameters with, Input input, long now) {
        boolean tookPart = machine.takesPart();
        Step step = machine.step(with, input, now);
        boolean stopsTakingPart = tookPart && !machine.takesPart();
        causes.note(step.rule(), input, with.priority(), now);
        standing.stepped(step.rule(), input, now);
        if (step.rule() == Rule.BIND_FAILED) {
            causes.begin(Trigger.BIND_FAILED, bindFailure());
        }
        boolean holding = machine.isHolding();
        if (!holding) {
            validity.holding(false); // Before the addresses go, so that nobody believes in them too long.
        }
        executor.execute(step, with.primaryAddress());
        terms.holding(holding);
        validity.holding(holding);
        peers.holding(holding);
        claims.holding(holding);
        watching.follow(machine.state(), with.primaryAddress(), reception.heardActive());
        publish();
        machine.armAlarm();
        if (group != null) {
            group.stepped(this, step.rule());
        }
        steering.stepped(machine.state());
        if (stopsTakingPart) {
            reception.forgetActive();
            closing.completeIfDone();
            evaluate(Trigger.STARTUP); // The obstacle may have gone while the addresses were being removed.
        }
        leave.stepped(machine.state(), step.rule(), now);
        return step.rule();
    }

    private void publish() {
        if (publisher.publish(machine.state(), causes, terms) && publisher.state() == VipState.ACTIVE) {
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
