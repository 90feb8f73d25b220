/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.config;

/** What a host does about virtual routers on its links that it does not run itself. */
public enum UnknownVrids {
    /** Counts their advertisements, and tells each one as an anomaly. The default. */
    WATCHED,
    /**
     * Takes no notice: their advertisements are neither looked at nor counted, however wrong they may be. On Linux the
     * kernel drops them, so that a link full of other routers costs this process nothing; with it goes the warning that a
     * VRID is in use already.
     */
    IGNORED
}
