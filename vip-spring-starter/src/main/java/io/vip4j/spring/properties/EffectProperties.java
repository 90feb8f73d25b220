/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.properties;

import io.vip4j.health.OnFailure;
import org.jspecify.annotations.Nullable;

/**
 * What happens while something is down.
 *
 * @param effect Kind of effect; a weight if one is given, else release.
 * @param weight What is added to the priority, -253..253: below 0 while down, above 0 while up.
 * @param reversed Whether up and down change places.
 */
public record EffectProperties(
        OnFailure.@Nullable Effect effect,
        @Nullable Integer weight,
        @Nullable Boolean reversed) {}
