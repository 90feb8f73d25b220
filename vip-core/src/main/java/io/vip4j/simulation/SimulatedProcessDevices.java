/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.simulation;

import io.vip4j.spi.PlatformException;
import io.vip4j.spi.ProcessDevices;
import io.vip4j.vrrp.Vrid;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Makes interfaces that lead nowhere and go, with everything on them, when their process ends. */
final class SimulatedProcessDevices implements ProcessDevices {

    private final SimulatedNode node;
    private final Set<String> made = ConcurrentHashMap.newKeySet();

    SimulatedProcessDevices(SimulatedNode node) {
        this.node = node;
    }

    @Override
    public Optional<String> problem() {
        return Optional.empty();
    }

    @Override
    public String name(Vrid vrid, int number) {
        return "vip4j." + vrid.value() + (number == 0 ? "" : "." + number);
    }

    @Override
    public CompletionStage<Void> create(String name, String networkInterface) {
        SimulatedKernel kernel = node.kernel();
        if (kernel.find(name).isPresent()) {
            return made.contains(name)
                    ? CompletableFuture.completedFuture(null)
                    : CompletableFuture.failedFuture(
                            new PlatformException("add device " + name + ": there is another of this name"));
        }
        made.add(name);
        kernel.addInterface(name, name + "@" + node.name(), Optional.empty(), "", List.of());
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> remove(String name) {
        if (made.remove(name)) {
            var unused = node.kernel().removeInterface(name);
        }
        return CompletableFuture.completedFuture(null);
    }

    /** The process has ended. */
    void end() {
        made.forEach(this::remove);
    }
}
