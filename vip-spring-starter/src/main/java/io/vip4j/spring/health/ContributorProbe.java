/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.health;

import io.vip4j.probe.Probe;
import io.vip4j.spring.VipPropertyException;
import java.time.Duration;
import java.util.List;

/**
 * Asks a health contributor of this application.
 *
 * @param contributor its name; a part of a composite one as {@code NAME/PART}
 * @param property the property that names it
 * @param lookup where it is found; at each question, because contributors may be registered later
 */
public record ContributorProbe(String contributor, String property, ContributorLookup lookup) implements Probe {

    /** The name under which the virtual routers themselves contribute. */
    private static final String OWN = "vip";

    /**
     * Checks that the contributor is there and does not depend on the virtual routers: a router that is down would keep
     * itself down. An indicator that asks another one in its own code cannot be seen through.
     *
     * @throws VipPropertyException if it is not so
     */
    public void verify() {
        if (contributor.equals(OWN) || contributor.startsWith(OWN + "/")) {
            throw new VipPropertyException(property, loop());
        }
        ContributorLookup.Contributor found =
                lookup.find(contributor).orElseThrow(() -> new VipPropertyException(property, unknown(lookup.names())));
        if (found.tellsOfVip()) {
            throw new VipPropertyException(property, loop());
        }
    }

    @Override
    public Result ask(Duration timeout) {
        return lookup.find(contributor)
                .map(ContributorLookup.Contributor::ask)
                .map(verdict ->
                        verdict.healthy() ? Result.healthy(verdict.detail()) : Result.unhealthy(verdict.detail()))
                .orElseGet(() -> Result.unhealthy("there is no health contributor '" + contributor + "'"));
    }

    private String loop() {
        return "must not depend on the health of the virtual routers, which would then keep themselves down: '"
                + contributor + "'";
    }

    private String unknown(List<String> names) {
        return "must name a health contributor: '" + contributor + "'; "
                + (names.isEmpty()
                        ? "there is none, add spring-boot-starter-actuator"
                        : "there are " + String.join(", ", names));
    }

    @Override
    public String toString() {
        return "health contributor " + contributor;
    }
}
