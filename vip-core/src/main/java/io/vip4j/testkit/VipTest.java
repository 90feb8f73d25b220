/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * On a method: a test of JUnit Jupiter whose parameter of type {@link VipLab} is a new lab, and is closed at its end. On
 * a class: all its tests, of whatever kind, may have such a parameter, as may its methods that run before and after each.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@Test
@ExtendWith(VipExtension.class)
public @interface VipTest {

    /** Decides which packets a lossy LAN loses; the same seed gives the same run. On a method it goes before the class. */
    long seed() default 1;
}
