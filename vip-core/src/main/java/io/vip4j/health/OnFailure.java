/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.health;

import io.vip4j.vrrp.ConfigurationException;

/**
 * What the failure of a check or a tracked interface does to its elector. A weight changes the effective priority, which
 * stays within 1..254; the owner of the addresses (priority 255) keeps its priority.
 *
 * @param releases the role is given away at once with priority 0 and not taken while it lasts
 * @param weight -253..253. Below 0: added while down. Above 0: added while up. 0 if it releases
 * @param reversed up and down change places
 */
public record OnFailure(boolean releases, int weight, boolean reversed) {

    private static final OnFailure RELEASE = new OnFailure(true, 0, false);
    private static final int MAX_WEIGHT = 253;

    /** Checks the range. */
    public OnFailure {
        if (weight < -MAX_WEIGHT || weight > MAX_WEIGHT) {
            throw new ConfigurationException("weight must be -253..253: " + weight);
        }
        if (releases && weight != 0) {
            throw new ConfigurationException("weight must be 0 where a failure releases: " + weight);
        }
        if (!releases && weight == 0) {
            throw new ConfigurationException("weight must not be 0: use release() instead");
        }
    }

    /** Gives the role away at once; the default. */
    public static OnFailure release() {
        return RELEASE;
    }

    /** Changes the effective priority: added while down if below 0, while up if above 0. */
    public static OnFailure weight(int value) {
        return new OnFailure(false, value, false);
    }

    /** The same with up and down changed. */
    public OnFailure reverse() {
        return new OnFailure(releases, weight, !reversed);
    }

    /** Whether this state keeps the elector from taking part. */
    public boolean releasesWhen(boolean up) {
        return releases && up == reversed;
    }

    /** What this state adds to the priority. */
    public int contribution(boolean up) {
        boolean counts = weight < 0 ? up == reversed : up != reversed;
        return counts ? weight : 0;
    }
}
