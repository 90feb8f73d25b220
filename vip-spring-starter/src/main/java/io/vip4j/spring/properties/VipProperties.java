/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.properties;

import io.vip4j.config.UnknownVrids;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * Properties of the virtual routers of this application. Whether a value is allowed is decided by the configuration that is
 * made of them; a name that does not exist is refused.
 *
 * @param enabled Whether virtual routers are set up at all.
 * @param platform Where the routers run: on this Linux host, or on a LAN in memory that needs no privileges.
 * @param keepalivedConfig File in the format of keepalived.conf that has the routers, instead of vip.routers.
 * @param unknownVrids What to do about virtual routers on the links that are not configured here.
 * @param routers Virtual routers of this host.
 * @param groups Virtual routers that move together.
 */
@ConfigurationProperties(prefix = "vip", ignoreUnknownFields = false)
public record VipProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("linux") PlatformKind platform,
        @Nullable Resource keepalivedConfig,
        @DefaultValue("watched") UnknownVrids unknownVrids,
        @DefaultValue List<RouterProperties> routers,
        @DefaultValue List<GroupProperties> groups) {

    /** Copies the lists. */
    public VipProperties {
        routers = List.copyOf(routers);
        groups = List.copyOf(groups);
    }
}
