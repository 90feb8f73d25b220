/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A class of tests in network namespaces. It is on the class, because conditions of methods are asked after the fields
 * of the class have made their namespaces. Needs root and {@code ip netns}; without them it is skipped and says so,
 * except where the environment has CI=true: there it fails. What must happen is waited for a minute, because the machine
 * may have other work.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("lab")
@Timeout(300)
@ExtendWith(LabCondition.class)
public @interface LabTest {}
