/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the page is served, and to whom.
 *
 * @param address where to listen; port 0: any free one
 * @param token what steers the routers; empty: the page only shows
 * @param remote whether other hosts may come; then everything but the empty page needs the token
 * @param names by which browsers may call this host besides its addresses and {@code localhost}
 * @param options what all this is called where people write it
 */
public record PageSettings(
        InetSocketAddress address,
        Optional<BearerToken> token,
        boolean remote,
        Set<String> names,
        OptionNames options) {

    /**
     * Checks that the settings go together.
     *
     * @throws IllegalArgumentException if others could see or steer the routers without having been let
     */
    public PageSettings {
        names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        InetAddress host = address.getAddress();
        if (host == null) {
            throw new IllegalArgumentException(
                    "the address to listen at must be a literal: " + address.getHostString());
        }
        if (!host.isLoopbackAddress() && !remote) {
            throw new IllegalArgumentException(
                    "other hosts could see the routers at " + NetUtil.toSocketAddressString(address)
                            + "; listen at 127.0.0.1 and come through an SSH tunnel or a proxy, or say "
                            + options.allowRemote());
        }
        if (remote && token.isEmpty()) {
            throw new IllegalArgumentException(
                    options.allowRemote() + " needs " + options.tokenFile() + ": others must prove who they are");
        }
    }

    /**
     * Whether a browser that came here by this name meant us. A page of somebody else can make its own name lead to our
     * address (DNS rebinding), and is then of the same origin; it cannot make its name one of these.
     *
     * @param authority a Host header
     */
    boolean isOurs(String authority) {
        String name = hostOf(authority).toLowerCase(Locale.ROOT);
        if (name.equals("localhost") || names.contains(name)) {
            return true;
        }
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(name);
        if (literal == null) {
            return false;
        }
        // An address cannot be rebound; only those of the loopback interface lead to a server that listens there.
        return remote || (literal.length == 4 && literal[0] == 127) || name.equals("::1");
    }

    private static String hostOf(String authority) {
        if (authority.startsWith("[")) {
            int end = authority.indexOf(']');
            return end < 0 ? "" : authority.substring(1, end);
        }
        int colon = authority.indexOf(':');
        return colon < 0 ? authority : authority.substring(0, colon);
    }
}
