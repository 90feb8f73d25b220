/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring;

/** A property has a value that is not allowed, or is missing. */
public final class VipPropertyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String property;
    private final String rule;

    /**
     * A refusal.
     *
     * @param property full name, such as {@code vip.routers[0].vrid}
     * @param rule what is required, and what was given if a property alone does not say it
     */
    public VipPropertyException(String property, String rule) {
        super(property + ": " + rule);
        this.property = property;
        this.rule = rule;
    }

    /** Full name of the property. */
    public String property() {
        return property;
    }

    /** What is required. */
    public String rule() {
        return rule;
    }
}
