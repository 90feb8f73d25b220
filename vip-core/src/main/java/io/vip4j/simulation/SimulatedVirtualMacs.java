/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.simulation;

import io.vip4j.spi.PlatformException;
import io.vip4j.spi.VirtualMacInterfaces;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.Vrid;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Makes interfaces on the link of their base, without addresses of their own. They outlive the process. */
record SimulatedVirtualMacs(SimulatedKernel kernel) implements VirtualMacInterfaces {

    @Override
    public CompletionStage<Void> create(String base, String name, AddressFamily family, Vrid vrid) {
        String station = String.format("00:00:5e:00:0%d:%02x", family == AddressFamily.IPV4 ? 1 : 2, vrid.value());
        Optional<SimulatedInterface> under = kernel.find(base);
        if (under.isEmpty()) {
            return failed(name, "no network interface " + base);
        }
        Optional<SimulatedInterface> existing = kernel.find(name);
        if (existing.isPresent()) {
            return existing.get().station.equals(station)
                    ? CompletableFuture.completedFuture(null)
                    : failed(name, "there is another interface of this name");
        }
        kernel.addInterface(name, under.get().link, Optional.of(base), station, List.of());
        return CompletableFuture.completedFuture(null);
    }

    private static CompletionStage<Void> failed(String name, String why) {
        return CompletableFuture.failedFuture(new PlatformException("add interface " + name + ": " + why));
    }

    @Override
    public CompletionStage<Void> remove(String name) {
        if (kernel.find(name).filter(found -> found.base.isPresent()).isPresent()) {
            var unused = kernel.removeInterface(name);
        }
        return CompletableFuture.completedFuture(null);
    }
}
