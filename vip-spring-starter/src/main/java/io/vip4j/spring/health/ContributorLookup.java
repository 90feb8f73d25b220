/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.health;

import java.util.List;
import java.util.Optional;

/** The health contributors of this application, whichever generation of Spring Boot they belong to. */
public interface ContributorLookup {

    /** A contributor, or a part of a composite one as {@code NAME/PART}; empty if there is none. */
    Optional<Contributor> find(String path);

    /** The names of the contributors. */
    List<String> names();

    /** A contributor. */
    interface Contributor {

        /** Asks it, and every part of a composite one; may block. */
        Verdict ask();

        /** Whether it, or a part of it, tells how the virtual routers are. */
        boolean tellsOfVip();
    }

    /**
     * What a contributor says.
     *
     * @param healthy whether it is UP or UNKNOWN, as for the status code of the health endpoint
     * @param detail its status, and of a bad one the details, for people
     */
    record Verdict(boolean healthy, String detail) {}

    /** Without Spring Boot's health. */
    ContributorLookup NONE = new ContributorLookup() {
        @Override
        public Optional<Contributor> find(String path) {
            return Optional.empty();
        }

        @Override
        public List<String> names() {
            return List.of();
        }
    };
}
