/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import io.vip4j.linux.LinuxVipPlatform;
import io.vip4j.samples.proxy.config.ProxyConfig;
import java.time.Duration;

/** What the README shows; that it compiles is what matters. */
final class DocumentFragments {

    private DocumentFragments() {}

    static void embedded(ProxyConfig config) {
        try (Proxy proxy = Proxy.start(config, LinuxVipPlatform.create())) {
            proxy.host().electors().get(0).switchover(Duration.ofSeconds(5));
        }
    }
}
