/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.config;

import io.vip4j.vrrp.ConfigurationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A port of a host.
 *
 * @param host name or address, without brackets
 * @param port 1..65535
 */
public record HostPort(String host, int port) {

    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9a-fA-F:.%\\w]+)\\]|([^\\s:\\[\\]]+)):([0-9]{1,5})");

    /** Reads {@code HOST:PORT} or {@code [IPV6]:PORT}. */
    static HostPort parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new ConfigurationException("must be HOST:PORT or [IPV6]:PORT: '" + text + "'");
        }
        int port = Integer.parseInt(form.group(3));
        if (port < 1 || port > 65_535) {
            throw new ConfigurationException("port must be 1..65535: '" + text + "'");
        }
        return new HostPort(form.group(1) == null ? form.group(2) : form.group(1), port);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
