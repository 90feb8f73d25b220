/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.PeerWatch;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.driver.PeerLines.Subject;
import io.vip4j.event.AnomalyKind;
import io.vip4j.machine.RouterState;
import io.vip4j.machine.RouterState.Active;
import io.vip4j.machine.RouterState.Backup;
import io.vip4j.machine.RouterState.Initialize;
import io.vip4j.vrrp.IpAddress;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The part of one router in the watch that routers keep over each other's process: as Active it is watched, as Backup it
 * watches the router that was heard as Active last. Does nothing if that is not the setting.
 */
final class PeerWatching implements PeerGreeter.Watched {

    private static final String HERE = "";

    private final HostScope host;
    private final Home home;
    private final Anomalies anomalies;
    private final Subject subject;
    private final PeerWatcher watcher;
    private final Optional<String> unsupported;

    // Written by the loop.
    private VirtualRouterConfig config;
    private RouterState state = new Initialize();
    private IpAddress own;
    private Optional<IpAddress> heardActive = Optional.empty();
    private OptionalLong lingerMillis;
    private @Nullable PeerGreeter greeter;
    private @Nullable IpAddress greetsAt;
    private int greetsOnPort;
    private boolean isActive;
    private boolean begun;
    private Optional<String> said = Optional.empty();

    /**
     * @param home where the addresses are
     * @param own until {@link #follow} tells the own address
     */
    PeerWatching(
            VirtualRouterConfig config,
            Home home,
            HostScope host,
            Anomalies anomalies,
            IpAddress own,
            PeerWatcher.Listener listener) {
        this.config = config;
        this.host = host;
        this.anomalies = anomalies;
        this.own = own;
        this.subject = new Subject(config.family(), config.vrid());
        this.unsupported = host.platform().peerLinks().problem();
        this.home = home;
        this.lingerMillis = Linger.millis(config, home);
        this.watcher = new PeerWatcher(
                host.platform().peerLinks(),
                host.platform().loop(),
                config.networkInterface(),
                subject,
                config.peerWatch().map(PeerWatch::port).orElse(PeerWatch.DEFAULT_PORT),
                anomalies,
                listener);
    }

    /**
     * To be called after each step; allocates nothing if nothing has changed.
     *
     * @param newOwn the own source address, unspecified while there is none
     * @param active the router that was heard as Active last
     */
    void follow(RouterState newState, IpAddress newOwn, Optional<IpAddress> active) {
        state = newState;
        own = newOwn;
        heardActive = active;
        update();
    }

    /** Other settings are in force from now on. */
    void configure(VirtualRouterConfig newConfig) {
        config = newConfig;
        OptionalLong before = lingerMillis;
        lingerMillis = Linger.millis(newConfig, home);
        if (greeter != null && !before.equals(lingerMillis)) {
            greeter.lingerChanged(subject, lingerMillis);
        }
        newConfig.peerWatch().ifPresent(watch -> watcher.port(watch.port()));
        update();
    }

    private void update() {
        boolean wasActive = isActive;
        isActive = state instanceof Active;
        Optional<PeerWatch> watch = config.peerWatch();
        if (watch.isEmpty() && !begun) {
            return;
        }
        begun = watch.isPresent();
        if (watch.isEmpty() || unsupported.isPresent() || state instanceof Initialize || own.isUnspecified()) {
            greetNoMore();
            watcher.stop();
            say(watch.isEmpty() || state instanceof Initialize ? Optional.empty() : unsupported);
            return;
        }
        greet(watch.get().port());
        if (wasActive && !isActive && greeter != null) {
            greeter.dismiss(subject);
        }
        watcher.follow(state instanceof Backup ? heardActive : Optional.empty(), own);
    }

    private void greet(int port) {
        if (greeter != null && own.equals(greetsAt) && port == greetsOnPort) {
            return;
        }
        greetNoMore();
        greetsAt = own;
        greetsOnPort = port;
        greeter = host.greeters().add(new Place(config.networkInterface(), own), port, subject, this);
    }

    private void greetNoMore() {
        if (greeter != null) {
            host.greeters().remove(greeter, subject);
            greeter = null;
        }
    }

    private void say(Optional<String> problem) {
        if (problem.equals(said)) {
            return;
        }
        said = problem;
        if (problem.isPresent()) {
            anomalies.notice(AnomalyKind.CANNOT_WATCH, HERE, problem.get());
        } else {
            anomalies.over(AnomalyKind.CANNOT_WATCH, HERE);
        }
    }

    /** Whether this router, as Backup, would hear of the death of the Active router's process at once. */
    boolean isWatching() {
        return watcher.isWatching();
    }

    @Override
    public boolean isActive() {
        return isActive;
    }

    @Override
    public OptionalLong lingerMillis() {
        return lingerMillis;
    }

    @Override
    public void listening(Optional<String> problem) {
        say(problem);
    }
}
