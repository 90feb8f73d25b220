/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import io.vip4j.config.SyncGroup;
import io.vip4j.config.VirtualRouterConfig;
import java.util.Optional;

/**
 * A virtual router as one node runs it.
 *
 * @param node the name of the node
 * @param config what it runs
 * @param group what it moves with there
 */
public record Member(String node, VirtualRouterConfig config, Optional<SyncGroup> group) {

    /** Whether this one and the other, of another node, need one vote, so that the store keeps one of them away. */
    boolean sharesVoteWith(Member other) {
        return config.quorum().isPresent() && other.config.quorum().isPresent();
    }

    /** Whether another member of the same node moves with this one. */
    boolean movesWith(Member other) {
        return node.equals(other.node) && group.isPresent() && group.equals(other.group);
    }

    /** For people: {@code node-a} or, where names differ, the same. */
    @Override
    public String toString() {
        return node + ":" + config.name();
    }
}
