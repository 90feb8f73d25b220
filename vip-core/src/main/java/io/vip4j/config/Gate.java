/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.config;

/** What keeps packets from the addresses while advertisements do not go out. */
public enum Gate {
    /** Nothing: the lease alone removes the addresses of a process that is frozen, in whole seconds. */
    NONE,
    /**
     * A set of nftables whose elements time out: each advertisement opens it for as long as the quickest Backup waits at
     * least, and when none goes out any more the kernel drops ARP, neighbour discovery and IP packets for the addresses.
     * Works in fractions of a second, for intervals that the lease is too coarse for. Needs nf_tables in the kernel.
     */
    NFT
}
