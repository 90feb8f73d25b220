/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import io.vip4j.probe.Conversations;
import io.vip4j.spi.InterfaceMonitor;
import io.vip4j.spi.InterfaceMonitor.InterfaceState;
import io.vip4j.spi.PlatformException;
import io.vip4j.spi.VipPlatform;
import io.vip4j.vrrp.IpAddress;
import java.util.OptionalLong;

/** What the checks of all routers of a host share. Used on the loop. */
public final class HostChecks {

    private final VipPlatform platform;
    private final Conversations conversations = new Conversations();
    private final DirectoryWatches directories;
    private OptionalLong seed = OptionalLong.empty();

    /** Nothing runs yet. */
    public HostChecks(VipPlatform platform) {
        this.platform = platform;
        this.directories = new DirectoryWatches(platform.workExecutor());
    }

    VipPlatform platform() {
        return platform;
    }

    Conversations conversations() {
        return conversations;
    }

    DirectoryWatches directories() {
        return directories;
    }

    /**
     * What the jitter of a check begins with. It differs between the hosts of a segment, whose interfaces have different
     * addresses, and is the same whenever the same host has the same ones.
     *
     * @param router name of the router or group
     * @param path name of the check; of members {@code composite/member}
     */
    long seedOf(String router, String path) {
        if (seed.isEmpty()) {
            seed = OptionalLong.of(seedOfHost());
        }
        return mix(mix(seed.getAsLong(), router), path);
    }

    private long seedOfHost() {
        SeenAddresses seen = new SeenAddresses();
        for (String name : platform.interfaces().names()) {
            try {
                platform.interfaces().watch(name, seen).close();
            } catch (PlatformException e) {
                seen.mixed = mix(seen.mixed, name);
            }
        }
        return seen.mixed;
    }

    /** Hears the present state of each interface. */
    private static final class SeenAddresses implements InterfaceMonitor.Listener {

        private long mixed;

        @Override
        public void changed(InterfaceState state) {
            mixed = mix(mixed, state.name() + state.addresses());
        }

        @Override
        public void addressRemoved(IpAddress address) {
            // What it begins with stays.
        }
    }

    private static long mix(long seed, String text) {
        long mixed = seed;
        for (int i = 0; i < text.length(); i++) {
            mixed = mixed * 1_099_511_628_211L ^ text.charAt(i); // FNV-1: only the spread counts.
        }
        return mixed * 1_099_511_628_211L ^ text.length();
    }

    /** Ends what has threads of its own. */
    public void close() {
        conversations.close();
        directories.close();
    }
}
