/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.ChangeReport;
import io.vip4j.event.VipListener;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.ConfigurationException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One change from what a host runs to what it shall run.
 *
 * <pre>
 * plan      who is started, changed in place, restarted, stopped
 * prepare   sockets and watches of new routers are opened, new addresses of Active ones are bound; may fail
 * commit    in one turn: new configurations are in force, old addresses go, stopped routers give their role away
 * finish    when they have: new routers begin
 * </pre>
 *
 * If anything fails before the commit, what was done is taken back and the old configuration goes on.
 */
final class HostChange {

    /** A router may take or lose the role while its addresses are added, and must then be prepared anew. */
    private static final int MAX_PREPARATIONS = 5;

    private final HostDriver host;
    private final HostConfig wanted;
    private final List<VipListener> listeners;
    private final CompletableFuture<ChangeReport> result = new CompletableFuture<>();

    private final Map<ElectorDriver, VirtualRouterConfig> inPlace = new LinkedHashMap<>();
    private final List<VirtualRouterConfig> fresh = new ArrayList<>();
    private final List<ElectorDriver> leaving = new ArrayList<>();
    private final List<HostDriver.Newcomer> newcomers = new ArrayList<>();
    private final List<String> started = new ArrayList<>();
    private final List<String> changed = new ArrayList<>();
    private final List<String> restarted = new ArrayList<>();
    private final List<String> stopped = new ArrayList<>();
    private final List<String> untouched = new ArrayList<>();

    HostChange(HostDriver host, HostConfig wanted, List<VipListener> listeners) {
        this.host = host;
        this.wanted = wanted;
        this.listeners = listeners;
    }

    CompletableFuture<ChangeReport> run() {
        plan();
        for (VirtualRouterConfig config : fresh) {
            try {
                newcomers.add(host.prepare(config));
            } catch (RuntimeException e) {
                refuse(config, e);
                return result;
            }
        }
        prepare(1);
        return result;
    }

    private void plan() {
        Set<RouterKey> keys = new HashSet<>();
        for (VirtualRouterConfig config : wanted.routers()) {
            RouterKey key = RouterKey.of(config);
            keys.add(key);
            ElectorDriver running = host.find(key).orElse(null);
            if (running == null || running.isClosing()) {
                started.add(config.name());
                fresh.add(config);
            } else if (running.config().equals(config)) {
                untouched.add(config.name());
            } else if (running.config().hasIdentityOf(config)) {
                changed.add(config.name());
                inPlace.put(running, config);
            } else {
                restarted.add(config.name());
                fresh.add(config);
                leaving.add(running);
            }
        }
        for (ElectorDriver running : host.electors()) {
            if (!keys.contains(RouterKey.of(running.config()))) {
                if (!running.isClosing()) {
                    stopped.add(running.config().name());
                }
                leaving.add(running);
            } else if (running.isClosing()) {
                leaving.add(running); // Its successor waits until it is gone.
            }
        }
    }

    private void prepare(int attempt) {
        Map<VirtualRouterConfig, CompletableFuture<Void>> steps = new LinkedHashMap<>();
        inPlace.forEach((router, next) -> {
            try {
                steps.put(next, router.change().prepare(next));
            } catch (RuntimeException e) {
                steps.put(next, CompletableFuture.failedFuture(e));
            }
        });
        // Each answers within the time limit of the platform, on the loop.
        var unused = CompletableFuture.allOf(steps.values().toArray(CompletableFuture[]::new))
                .whenComplete((nothing, failure) -> guarded(() -> prepared(steps, attempt)));
    }

    /** Whoever waits for the change hears of a mistake of ours, too. */
    private void guarded(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    private void prepared(Map<VirtualRouterConfig, CompletableFuture<Void>> steps, int attempt) {
        for (Map.Entry<VirtualRouterConfig, CompletableFuture<Void>> step : steps.entrySet()) {
            if (step.getValue().isCompletedExceptionally()) {
                refuse(step.getKey(), failureOf(step.getValue()));
                return;
            }
        }
        if (host.isClosing()) {
            takeBack();
            result.completeExceptionally(new IllegalStateException("the VipHost is closed"));
            return;
        }
        for (Map.Entry<ElectorDriver, VirtualRouterConfig> entry : inPlace.entrySet()) {
            if (entry.getKey().isClosing()) {
                refuse(entry.getValue(), new IllegalStateException("it was closed meanwhile"));
                return;
            }
            if (!entry.getKey().change().isReady()) {
                if (attempt < MAX_PREPARATIONS) {
                    prepare(attempt + 1);
                } else {
                    refuse(entry.getValue(), new PlatformException("it takes and loses the role all the time"));
                }
                return;
            }
        }
        commit();
    }

    private static Throwable failureOf(CompletableFuture<Void> step) {
        try {
            step.join();
            return new AssertionError(step);
        } catch (CompletionException e) {
            return e.getCause() == null ? e : e.getCause();
        }
    }

    private void commit() {
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        inPlace.forEach((router, next) -> ends.add(router.change().commit(next)));
        host.settingsChanged();
        host.segments().unknownVrids(wanted.unknownVrids());
        List<ElectorDriver> staying = new ArrayList<>(host.electors());
        staying.removeAll(leaving);
        host.groups().configure(wanted.groups(), staying, newcomers.isEmpty() ? host::warn : (group, text) -> {});
        leaving.forEach(router -> ends.add(host.close(router)));
        var unused = CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
                .whenComplete((nothing, failure) -> guarded(this::finish));
    }

    private void finish() {
        if (host.isClosing()) {
            newcomers.forEach(HostDriver.Newcomer::dismiss);
            result.completeExceptionally(new IllegalStateException("the VipHost is closed"));
            return;
        }
        for (HostDriver.Newcomer newcomer : newcomers) {
            newcomer.admit();
            listeners.forEach(newcomer.elector()::addListener);
        }
        if (!newcomers.isEmpty()) {
            host.groups().configure(wanted.groups(), host.electors(), host::warn);
            newcomers.forEach(newcomer -> newcomer.elector().begin());
        }
        result.complete(new ChangeReport(started, changed, restarted, stopped, untouched));
    }

    private void refuse(VirtualRouterConfig config, @Nullable Throwable why) {
        takeBack();
        String reason = why == null ? "no reason is known" : HoldingsBinder.text(why);
        String text = "virtual router '" + config.name() + "' (" + config.family() + "): " + reason
                + "; nothing was changed, the old configuration goes on";
        if (why instanceof ConfigurationException) {
            result.completeExceptionally(new ConfigurationException(text));
        } else if (why instanceof IllegalStateException) {
            result.completeExceptionally(new IllegalStateException(text, why));
        } else {
            result.completeExceptionally(new PlatformException(text, why == null ? new AssertionError() : why));
        }
    }

    private void takeBack() {
        inPlace.keySet().forEach(router -> router.change().abandon());
        newcomers.forEach(HostDriver.Newcomer::dismiss);
    }
}
