/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.health;

import io.vip4j.vrrp.ConfigurationException;

/**
 * What the failure of a check or a tracked interface does to its elector. A weight changes the effective priority, which
 * stays within 1..254; the owner of the addresses (priority 255) keeps its priority.
 *
 * @param effect the kind
 * @param weight -253..253. Below 0: added while down. Above 0: added while up. 0 for the other kinds
 * @param reversed up and down change places; false if advisory
 */
public record OnFailure(Effect effect, int weight, boolean reversed) {

    /** The kind of an effect. */
    public enum Effect {
        /** The role is given away at once with priority 0 and not taken while it lasts. */
        RELEASE,
        /** The effective priority changes. */
        WEIGHT,
        /** It is shown and told, and changes nothing. */
        ADVISORY
    }

    /** A file whose value times weight is this or lower releases, as in keepalived. */
    public static final int RELEASING_PRODUCT = -254;

    private static final OnFailure RELEASE = new OnFailure(Effect.RELEASE, 0, false);
    private static final OnFailure ADVISORY = new OnFailure(Effect.ADVISORY, 0, false);
    private static final int MAX_WEIGHT = 253;

    /** Checks the range. */
    public OnFailure {
        if (weight < -MAX_WEIGHT || weight > MAX_WEIGHT) {
            throw new ConfigurationException("weight must be -253..253: " + weight);
        }
        if (effect != Effect.WEIGHT && weight != 0) {
            throw new ConfigurationException("weight must be 0 with effect " + effect + ": " + weight);
        }
        if (effect == Effect.WEIGHT && weight == 0) {
            throw new ConfigurationException("weight must not be 0: use release() instead");
        }
        if (effect == Effect.ADVISORY && reversed) {
            throw new ConfigurationException("an advisory effect cannot be reversed");
        }
    }

    /** Gives the role away at once; the default. */
    public static OnFailure release() {
        return RELEASE;
    }

    /** Changes the effective priority: added while down if below 0, while up if above 0. */
    public static OnFailure weight(int value) {
        return new OnFailure(Effect.WEIGHT, value, false);
    }

    /** Changes nothing: for what people should see and the election should not. */
    public static OnFailure advisory() {
        return ADVISORY;
    }

    /** The same with up and down changed. */
    public OnFailure reverse() {
        return new OnFailure(effect, weight, !reversed);
    }

    /** Whether a failure releases, in whatever state it is now. */
    public boolean releases() {
        return effect == Effect.RELEASE;
    }

    /** Whether this reading keeps the elector from taking part. */
    public boolean releasesWhen(Reading reading) {
        if (effect == Effect.WEIGHT && reading.value().isPresent()) {
            return product(reading) <= RELEASING_PRODUCT;
        }
        return releases() && reading.up() == reversed;
    }

    /** Whether this state keeps the elector from taking part. */
    public boolean releasesWhen(boolean up) {
        return releasesWhen(Reading.of(up));
    }

    /**
     * What this reading adds to the priority, -253..253: value times weight if it has a value, else a part of the weight,
     * as its level says. Of a reading that releases: 0.
     */
    public int contribution(Reading reading) {
        if (effect != Effect.WEIGHT || releasesWhen(reading)) {
            return 0;
        }
        if (reading.value().isPresent()) {
            return (int) Math.min(MAX_WEIGHT, product(reading));
        }
        double missing = reversed ? reading.level() : 1 - reading.level();
        return (int) Math.round(weight < 0 ? weight * missing : weight * (1 - missing));
    }

    /** What this state adds to the priority. */
    public int contribution(boolean up) {
        return contribution(Reading.of(up));
    }

    private long product(Reading reading) {
        return (long) reading.value().orElseThrow() * (reversed ? -weight : weight);
    }

    /** For people and logs: {@code release}, {@code weight -20}, {@code weight 5 reversed}, {@code advisory}. */
    @Override
    public String toString() {
        String text = effect == Effect.WEIGHT ? "weight " + weight : effect == Effect.RELEASE ? "release" : "advisory";
        return reversed ? text + " reversed" : text;
    }
}
