/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.config;

/**
 * What an Active router does when it hears another one.
 *
 * @param answersLower a lower one is answered by an own advertisement at once (RFC 9568 6.4.3); false: in silence, as
 *     RFC 5798 and 3768 want it
 * @param speaksBeforeYielding before it gives way to a higher one it advertises once more, so that the other learns
 *     that there were two and announces the addresses again. Not in RFC; keepalived's higher_prio_send_advert
 */
public record Contest(boolean answersLower, boolean speaksBeforeYielding) {

    /** Both. */
    public static final Contest DEFAULT = new Contest(true, true);
}
