/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.pool;

/** Why a connection gets no server. */
public enum Refusal {
    /** Every server is down, has weight 0, or has been tried. */
    NO_SERVER,
    /** Every server is full, and so is the queue. */
    QUEUE_FULL,
    /** It has waited as long as it may. */
    QUEUE_TIMEOUT
}
