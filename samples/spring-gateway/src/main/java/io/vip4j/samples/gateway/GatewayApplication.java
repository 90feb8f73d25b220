/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Passes requests on to two servers. What it passes on, and the address that it owns, is in application.yml. */
@SpringBootApplication
public class GatewayApplication {

    /** Starts it; the arguments are those of Spring Boot. */
    public static void main(String[] arguments) {
        SpringApplication.run(GatewayApplication.class, arguments);
    }
}
