/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static io.vip4j.samples.lab.LocalServer.HOST;
import static io.vip4j.samples.lab.LocalServer.PATIENCE;
import static io.vip4j.samples.lab.LocalServer.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.probe.DnsProbe;
import io.vip4j.probe.Probe;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Probes of a real dnsmasq. */
@LabTest(servers = "dnsmasq")
class DnsmasqProbeTest {

    /** Their 16 octets each are more than a datagram of 512. */
    private static final int MANY = 60;

    private static Probe.Result ask(DnsProbe probe, Duration timeout) {
        try {
            return probe.ask(timeout);
        } catch (IOException e) {
            return Probe.Result.unhealthy(String.valueOf(e.getMessage()));
        }
    }

    @Test
    void dnsmasqAnswers() {
        try (LocalServer server = LocalServer.of("dnsmasq", "nobody")) {
            DnsProbe proxy = new DnsProbe(HOST, server.port(), "proxy.lab.test", DnsProbe.Type.A);
            List<String> command = new ArrayList<>(List.of(
                    "dnsmasq",
                    "--keep-in-foreground",
                    "--conf-file=/dev/null",
                    "--pid-file=",
                    "--port=" + server.port(),
                    "--listen-address=" + HOST,
                    "--bind-interfaces",
                    "--no-resolv",
                    "--no-hosts",
                    "--user=nobody",
                    "--local=/lab.test/",
                    "--host-record=proxy.lab.test,192.0.2.7"));
            for (int i = 1; i <= MANY; i++) {
                command.add("--host-record=many.lab.test,198.51.100." + i);
            }
            server.run(command.toArray(String[]::new));
            server.awaitHealthy(() -> ask(proxy, SHORT));

            assertThat(ask(proxy, PATIENCE)).isEqualTo(Probe.Result.healthy("A 192.0.2.7"));
            assertThat(ask(proxy.expect("192.0.2.7"), PATIENCE).healthy()).isTrue();
            assertThat(ask(proxy.expect("192.0.2.9"), PATIENCE))
                    .isEqualTo(Probe.Result.unhealthy("A 192.0.2.7; expected too: 192.0.2.9"));
            assertThat(ask(new DnsProbe(HOST, server.port(), "no.lab.test", DnsProbe.Type.A), PATIENCE))
                    .isEqualTo(Probe.Result.unhealthy("NXDOMAIN"));
            assertThat(ask(new DnsProbe(HOST, server.port(), "proxy.lab.test", DnsProbe.Type.AAAA), PATIENCE))
                    .isEqualTo(Probe.Result.unhealthy("EMPTY: no record of type AAAA"));
            assertThat(ask(new DnsProbe(HOST, server.port(), "elsewhere.test", DnsProbe.Type.A), PATIENCE))
                    .isEqualTo(Probe.Result.unhealthy("REFUSED"));
            // Over TCP: all of them are there.
            DnsProbe many = new DnsProbe(HOST, server.port(), "many.lab.test", DnsProbe.Type.A);
            Probe.Result all = ask(many.expect("198.51.100.1", "198.51.100." + MANY), PATIENCE);
            assertThat(all.healthy()).as(all.detail()).isTrue();

            server.signal("STOP");
            assertThat(ask(proxy, SHORT)).isEqualTo(Probe.Result.unhealthy("no answer within 1000 ms"));
            server.signal("CONT");
            server.awaitHealthy(() -> ask(proxy, PATIENCE));
            server.kill();
            assertThat(ask(proxy, PATIENCE))
                    .isEqualTo(Probe.Result.unhealthy("no DNS server at the port (ICMP port unreachable)"));
        }
    }
}
