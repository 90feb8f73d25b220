/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.properties;

import io.vip4j.config.TrackedInterface;
import io.vip4j.health.OnFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads what something that is down does, and the interfaces that are tracked for it. */
final class TrackedReader {

    private TrackedReader() {}

    static List<TrackedInterface> read(PropertyPath path, Map<String, EffectProperties> given) {
        List<TrackedInterface> tracked = new ArrayList<>();
        given.forEach((name, effects) -> tracked.add(new TrackedInterface(
                name, effect(path.child("tracked-interfaces").key(name), effects))));
        return tracked;
    }

    static OnFailure effect(PropertyPath path, EffectProperties given) {
        Integer weight = given.weight();
        OnFailure.Effect kind = given.effect();
        if (kind == null) {
            kind = weight == null ? OnFailure.Effect.RELEASE : OnFailure.Effect.WEIGHT;
        }
        OnFailure.Effect effect = kind;
        return path.child(weight == null ? "effect" : "weight")
                .checked(() ->
                        new OnFailure(effect, weight == null ? 0 : weight, Boolean.TRUE.equals(given.reversed())));
    }
}
