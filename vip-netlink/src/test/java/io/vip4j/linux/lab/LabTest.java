/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test in network namespaces. Needs root and {@code ip netns}; without them it is skipped and says so, except where the
 * environment has CI=true: there it fails.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Test
@Tag("lab")
@Timeout(60)
@ExtendWith(LabCondition.class)
public @interface LabTest {}
