/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.lab;

import io.vip4j.spring.event.VipAcquiredEvent;
import io.vip4j.spring.event.VipLostEvent;
import io.vip4j.spring.event.VipReleasingEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** An application that owns its address, as a process. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(Gateway.Controller.class)
class Gateway {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    /** Longer than a release takes. */
    private static final long SLOW_MILLIS = 3000;

    public static void main(String[] arguments) {
        SpringApplication.run(Gateway.class, arguments);
    }

    @EventListener
    void acquired(VipAcquiredEvent event) {
        LOG.info("acquired {}", event.router());
    }

    @EventListener
    void releasing(VipReleasingEvent event) {
        LOG.info("releasing {}", event.router());
    }

    @EventListener
    void lost(VipLostEvent event) {
        LOG.info("lost {}", event.router());
    }

    @RestController
    static class Controller {

        @GetMapping("/hello")
        String hello() {
            return "hello";
        }

        @GetMapping("/slow")
        String slow() throws InterruptedException {
            LOG.info("slow request");
            Thread.sleep(SLOW_MILLIS);
            return "slow";
        }
    }
}
