/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.health;

/** Whether this application takes traffic, as its {@code ReadinessState} says. Safe from any thread. */
@FunctionalInterface
public interface ApplicationReadiness {

    /** What is known now. */
    State now();

    /** What the readiness is. */
    enum State {
        /** It takes traffic. */
        ACCEPTING,
        /** It does not. */
        REFUSING,
        /** The application is being closed: the addresses are released in good order, and no check hurries that. */
        CLOSING
    }
}
