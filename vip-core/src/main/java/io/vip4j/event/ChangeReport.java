/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.event;

import java.util.List;

/**
 * What a change of the configuration did, as names of virtual routers. A name occurs twice if the routers of both
 * families have it.
 *
 * @param started those that are new
 * @param changed those that were changed in place: an Active one has stayed Active
 * @param restarted those that have another identity on the wire than before: closed, then started
 * @param stopped those that are closed
 * @param untouched those that go on as they were
 */
public record ChangeReport(
        List<String> started,
        List<String> changed,
        List<String> restarted,
        List<String> stopped,
        List<String> untouched) {

    /** Copies the lists. */
    public ChangeReport {
        started = List.copyOf(started);
        changed = List.copyOf(changed);
        restarted = List.copyOf(restarted);
        stopped = List.copyOf(stopped);
        untouched = List.copyOf(untouched);
    }
}
