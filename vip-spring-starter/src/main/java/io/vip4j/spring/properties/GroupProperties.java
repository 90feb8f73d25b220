/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.properties;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Virtual routers that move together.
 *
 * @param name Name for people; unique on a host.
 * @param members Names of the routers; a name stands for those of both families.
 * @param checks What must work for any member to take part, by name.
 * @param trackedInterfaces Interfaces whose link counts for every member, by name.
 */
public record GroupProperties(
        @Nullable String name,
        @DefaultValue List<String> members,
        @DefaultValue Map<String, CheckProperties> checks,
        @DefaultValue Map<String, EffectProperties> trackedInterfaces) {

    /** Copies the collections. */
    public GroupProperties {
        members = List.copyOf(members);
        checks = Ordered.copyOf(checks);
        trackedInterfaces = Ordered.copyOf(trackedInterfaces);
    }
}
