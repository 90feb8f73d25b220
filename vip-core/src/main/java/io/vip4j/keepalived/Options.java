/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import java.util.Optional;

/**
 * How a file is read.
 *
 * @param configId what the lines that start with {@code @ID} are compared with, exactly; empty: the host name up to its
 *     first dot
 */
public record Options(Optional<String> configId) {

    /** The host name decides on conditional lines. */
    public static final Options DEFAULT = new Options(Optional.empty());

    /** With this configuration id, as {@code keepalived -i}. */
    public static Options withConfigId(String id) {
        return new Options(Optional.of(id));
    }
}
