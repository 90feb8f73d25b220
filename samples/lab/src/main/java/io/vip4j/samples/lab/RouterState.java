/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

/** The states of a virtual router (RFC 9568 6.4). */
public enum RouterState {
    /** Waits to be started: stopped, or its interface is down. */
    INITIALIZE,
    /** Listens to the Active router. */
    BACKUP,
    /** Holds the address and advertises. */
    ACTIVE
}
