/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static java.util.Comparator.reverseOrder;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.vip4j.VipElector;
import io.vip4j.event.VipState;
import java.util.List;
import java.util.TreeMap;

/** Who is what, in one short line: {@code 2 routers: ACTIVE web, BACKUP mail}. */
record Roles(List<Role> routers) {

    /** More are only counted. */
    static final int MOST_NAMED = 6;

    record Role(String router, VipState state) {}

    Roles {
        routers = List.copyOf(routers);
    }

    static Roles of(List<VipElector> electors) {
        return new Roles(electors.stream()
                .map(elector -> new Role(elector.config().name(), elector.state()))
                .toList());
    }

    @Override
    public String toString() {
        String roles = routers.size() <= MOST_NAMED
                ? routers.stream()
                        .map(role -> role.state() + " " + role.router())
                        .collect(joining(", "))
                : routers.stream()
                        .collect(groupingBy(Role::state, () -> new TreeMap<>(reverseOrder()), counting()))
                        .entrySet()
                        .stream()
                        .map(count -> count.getValue() + " " + count.getKey())
                        .collect(joining(", "));
        return routers.size() + (routers.size() == 1 ? " router" : " routers") + (roles.isEmpty() ? "" : ": " + roles);
    }
}
