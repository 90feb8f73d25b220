/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A class of tests that look at the status page with Chromium. They run where it is installed, and must run in CI. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("browser")
@Timeout(300)
@ExtendWith(BrowserCondition.class)
public @interface BrowserTest {}
