/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.config;

/** Where the addresses are while a router is Active, and with that how long they outlive its process. */
public enum Binding {
    /** On the network interface. They go with the process as their lease says; without a lease they stay. */
    INTERFACE,
    /**
     * On a device that exists only as long as this process: when it ends, for whatever reason, the kernel removes the
     * device and the addresses with it at once. The network interface still answers ARP for them. IPv4 only. The lease
     * stays in force beside it, for a process that is frozen and not dead. Where the host has no /dev/net/tun the
     * addresses are bound to the network interface instead, and the router says so.
     */
    PROCESS
}
