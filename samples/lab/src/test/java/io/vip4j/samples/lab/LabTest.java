/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests in network namespaces. Where these cannot be made the class is skipped with a printed reason, except in
 * continuous integration (environment variable CI=true): there a missing lab is a failure.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("lab")
@ExtendWith(LabCondition.class)
@interface LabTest {

    /** Whether the tests start keepalived. */
    boolean keepalived() default false;

    /** Whether the tests start FRR. */
    boolean frr() default false;

    /** Whether the tests start haproxy. */
    boolean haproxy() default false;

    /** Whether the tests let Wireshark judge. */
    boolean tshark() default false;

    /** Whether the tests start vipd. */
    boolean vipd() default false;

    /** Whether the tests start the gateway of samples/spring-gateway. */
    boolean gateway() default false;

    /** Whether the tests start tcp-proxy. */
    boolean tcpProxy() default false;

    /** Whether the tests start samples/zookeeper-gate. */
    boolean votes() default false;

    /** Programs of servers that the tests start. */
    String[] servers() default {};
}
