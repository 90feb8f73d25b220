/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import io.vip4j.vrrp.ConfigurationException;
import java.util.regex.Pattern;

/**
 * A header that an HTTP answer must have.
 *
 * @param name its name, in any case
 * @param regex of {@link Pattern}: matches something in one of its values
 */
public record HttpHeaderMatch(String name, String regex) {

    /** Checks both. */
    public HttpHeaderMatch {
        if (!HttpHeader.TOKEN.matcher(name).matches()) {
            throw new ConfigurationException("HTTP header name must be a token (RFC 9110 5.6.2): '" + name + "'");
        }
        PatternSearch.compile(regex);
    }
}
