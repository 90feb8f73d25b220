/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Strict single ownership: a virtual router may hold its addresses only while a store that a majority agrees on has given
 * it a vote. What is here is for those who connect such a store; {@link io.vip4j.config.Quorum} is the setting.
 *
 * <pre>
 *  VRRP decides who asks     a Backup whose Active_Down_Timer has expired
 *  the store decides who may one vote at a time, for a limited time, with a number that only rises
 *  the kernel holds both to it: the lifetime of the addresses never reaches beyond the vote
 * </pre>
 */
@NullMarked
package io.vip4j.quorum;

import org.jspecify.annotations.NullMarked;
