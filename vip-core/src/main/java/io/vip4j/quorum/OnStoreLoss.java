/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.quorum;

/**
 * What a router that holds the addresses does when the store of the vote does not answer any more. Whatever it does, it
 * never takes the role without the vote, and a vote that the store has given to somebody else is over at once.
 */
public enum OnStoreLoss {

    /**
     * Releases with the first call that fails or takes too long. For those whom a second owner would cost more than an
     * address that is away now and then. Never two owners.
     */
    RELEASE,

    /**
     * Goes on as long as the vote is certain, and has released before anybody else can get it; short failures of the store
     * are not noticed. Never two owners. The default.
     */
    KEEP_UNTIL_EXPIRY,

    /**
     * Goes on beyond the vote as long as no other router is heard as Active: the store may fail as a whole and the address
     * stays. <em>Two owners</em> are possible in one case: this router is cut off from the store and from its peers, and a
     * peer is not cut off from the store. Then only the fencing token tells them apart.
     */
    KEEP_WHILE_PEERS_SILENT
}
