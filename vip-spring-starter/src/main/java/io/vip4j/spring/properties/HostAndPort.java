/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.properties;

import io.vip4j.vrrp.ConfigurationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server listens.
 *
 * @param host name or address
 * @param port its port; the range is judged by the probe
 */
record HostAndPort(String host, int port) {

    private static final Pattern FORM = Pattern.compile("(?:\\[([^]]+)]|([^:\\[\\]\\s]+)):([0-9]{1,6})");

    /** Reads {@code HOST:PORT} or {@code [IPV6]:PORT}. */
    static HostAndPort parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new ConfigurationException("must be HOST:PORT, an IPv6 address in brackets: '" + text + "'");
        }
        String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        return new HostAndPort(host, Integer.parseInt(matcher.group(3)));
    }
}
