/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.properties;

/** Where virtual routers run. */
public enum PlatformKind {
    /** The interfaces of this Linux host; needs CAP_NET_RAW and CAP_NET_ADMIN. */
    LINUX,
    /** A LAN in memory: any operating system, no privileges, nothing on the wire. */
    SIMULATED
}
