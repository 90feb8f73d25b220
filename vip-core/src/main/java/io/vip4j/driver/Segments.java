/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.UnknownVrids;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.AddressFamily;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The segments of a host: each is opened for the first router that needs it and closed after the last one. */
final class Segments {

    /** Where routers share a socket. */
    private record Key(String networkInterface, AddressFamily family) {

        static Key of(VirtualRouterConfig config) {
            return new Key(VirtualMacLink.advertisementInterfaceOf(config), config.family());
        }
    }

    private final HostScope host;
    private final Map<Key, Segment> open = new HashMap<>();
    private final Map<Segment, Integer> users = new HashMap<>();
    private UnknownVrids unknownVrids = UnknownVrids.WATCHED;

    Segments(HostScope host) {
        this.host = host;
    }

    /**
     * The segment for a router; each call is paired with one of {@link #giveBack}.
     *
     * @throws PlatformException if the interface does not exist or the socket cannot be opened
     */
    Segment take(VirtualRouterConfig config) {
        requireInterface(config.networkInterface());
        Key key = Key.of(config);
        Segment segment = open.get(key);
        if (segment == null) {
            // An interface with a virtual hardware address is made later, by the router itself.
            boolean awaited = !key.networkInterface().equals(config.networkInterface());
            segment = new Segment(host, key.networkInterface(), key.family(), awaited);
            segment.unknownVrids(unknownVrids);
            open.put(key, segment);
        }
        users.merge(segment, 1, Integer::sum);
        return segment;
    }

    void giveBack(Segment segment) {
        int left = users.getOrDefault(segment, 0) - 1;
        if (left > 0) {
            users.put(segment, left);
            return;
        }
        users.remove(segment);
        if (open.values().remove(segment)) {
            segment.close();
        }
    }

    /** What is done about VRIDs that have no router here, from now on. */
    void unknownVrids(UnknownVrids now) {
        unknownVrids = now;
        open.values().forEach(segment -> segment.unknownVrids(now));
    }

    UnknownVrids unknownVrids() {
        return unknownVrids;
    }

    private void requireInterface(String name) {
        List<String> names = host.platform().interfaces().names();
        if (!names.contains(name)) {
            throw new PlatformException("no network interface " + name + ": there are " + String.join(", ", names)
                    + "; correct the name, or create the interface first");
        }
    }
}
