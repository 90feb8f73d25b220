/* SPDX-License-Identifier: Apache-2.0 */
package com.example;

import io.vip4j.VipElector;
import io.vip4j.spring.VipRouters;
import java.time.Duration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Owns its address on a LAN in memory, and ends. */
@SpringBootApplication
public class Application {

    public static void main(String[] arguments) throws InterruptedException {
        try (ConfigurableApplicationContext context = SpringApplication.run(Application.class, arguments)) {
            VipElector web = context.getBean(VipRouters.class).get("web");
            if (!web.awaitActive(Duration.ofSeconds(30))) {
                throw new IllegalStateException("not Active: " + web.status());
            }
            System.out.println("Active with Spring Boot " + SpringBootVersion.getVersion());
        }
    }
}
