/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import io.vip4j.vrrp.ConfigurationException;
import java.util.regex.Pattern;

/**
 * A header of an HTTP request. Its value never shows in text.
 *
 * @param name a token, for example {@code Authorization}
 * @param value visible ASCII, spaces and tabs
 */
public record HttpHeader(String name, String value) {

    /** A token of RFC 9110 5.6.2. */
    static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\t]*");

    /** Checks both. */
    public HttpHeader {
        if (!TOKEN.matcher(name).matches()) {
            throw new ConfigurationException("HTTP header name must be a token (RFC 9110 5.6.2): '" + name + "'");
        }
        if (!VALUE.matcher(value).matches()) {
            throw new ConfigurationException("HTTP header " + name + " must be visible ASCII, spaces and tabs");
        }
    }

    @Override
    public String toString() {
        return name + ": ***";
    }
}
