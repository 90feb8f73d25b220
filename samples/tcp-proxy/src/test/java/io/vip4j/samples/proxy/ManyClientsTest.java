/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import static io.vip4j.samples.proxy.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** More clients than a proxy has room for: of servers, or of descriptors. It is a process of its own here. */
@Timeout(180)
class ManyClientsTest {

    private static final int CLIENTS = 10_000;
    private static final int RELAYED = 200;
    private static final long MOST_KIB_EACH = 12;

    private final List<Socket> clients = new ArrayList<>();

    @TempDir
    private Path directory;

    private static int openFiles() throws IOException {
        Matcher limit = Pattern.compile("(?m)^Max open files\\s+\\d+\\s+(\\d+)")
                .matcher(Files.readString(Path.of("/proc/self/limits")));
        return limit.find() ? Integer.parseInt(limit.group(1)) : Integer.MAX_VALUE;
    }

    private static long count(JsonNode figures, String... fields) {
        long sum = 0;
        for (String field : fields) {
            sum += figures.at("/listeners/0/" + field).asLong();
        }
        return sum;
    }

    private static void awaitActive(ProxyProcess proxy, int times) {
        await().until(() -> proxy.events().stream()
                        .filter(event -> event.contains("\"to\":\"ACTIVE\""))
                        .count()
                == times);
    }

    private void leave() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        clients.clear();
    }

    /** Of those that there is no server for each waits in the queue, and costs what a waiting connection costs. */
    @Test
    void tenThousandAtOnceAreBoundedAndCountedAndDoNotMoveTheAddress() throws Exception {
        int most = Math.min(CLIENTS, openFiles() - 2 * RELAYED - 1000);
        try (TestServer server = TestServer.echo("s1");
                ProxyProcess proxy = new ProxyProcess(
                        directory,
                        openFiles(),
                        "threads: 2, max-connections: 20000",
                        "max-connections: " + RELAYED + "\nqueue: 20000\nqueue-timeout: 10m",
                        server)) {
            awaitActive(proxy, 1);
            await().until(() -> proxy.greeting().equals("s1"));
            long before = proxy.residentKib();
            for (int i = 0; i < most; i++) {
                clients.add(proxy.connect());
            }
            await().untilAsserted(() ->
                    assertThat(proxy.figures().at("/pools/0/waiting").asInt()).isEqualTo(most - RELAYED));
            assertThat(proxy.residentKib() - before).isLessThan(most * MOST_KIB_EACH);
            JsonNode figures = proxy.figures();
            assertThat(figures.at("/connections").asInt()).isEqualTo(most);
            assertThat(figures.at("/pools/0/servers/0/open").asInt()).isEqualTo(RELAYED);
            assertThat(count(figures, "refused", "acceptFailures", "socketFailures"))
                    .isZero();
            leave();
            await().until(() -> proxy.figures().at("/connections").asInt() == 0);
            JsonNode after = proxy.figures();
            assertThat(count(after, "relayed", "clientsGone")).isEqualTo(count(after, "accepted"));
            assertThat(after.at("/pools/0/waiting").asInt()).isZero();
            assertThat(proxy.greeting()).isEqualTo("s1");
            assertThat(proxy.events().stream().filter(event -> event.contains("\"router\"")))
                    .hasSize(2);
        } finally {
            leave();
        }
    }

    /**
     * Somebody has allowed more clients than descriptors. Who has a server goes on, who comes waits in the backlog, and the
     * address goes to a node that can accept until this one can again.
     */
    @Test
    void whenDescriptorsRunOutItWaitsAndRecovers() throws Exception {
        try (TestServer server = TestServer.echo("s1");
                ProxyProcess proxy =
                        new ProxyProcess(directory, 256, "threads: 1, max-connections: 10000", "", server)) {
            awaitActive(proxy, 1);
            await().until(() -> proxy.greeting().equals("s1"));
            try (Socket first = proxy.connect()) {
                assertThat(first.getInputStream().readNBytes(3)).hasSize(3);
                for (int i = 0; i < 400; i++) {
                    clients.add(proxy.connect());
                }
                await().until(() -> proxy.events().stream()
                        .anyMatch(event -> event.contains("\"from\":\"ACTIVE\"")
                                && event.contains("listener front cannot accept")
                                && event.contains("Too many open files")));
                first.getOutputStream().write('x');
                assertThat(first.getInputStream().read()).isEqualTo('x');
                leave();
                awaitActive(proxy, 2);
                assertThat(proxy.greeting()).isEqualTo("s1");
                JsonNode figures = proxy.figures();
                assertThat(count(figures, "acceptFailures", "socketFailures")).isGreaterThanOrEqualTo(3);
                assertThat(figures.at("/listeners/0/paused").asBoolean()).isFalse();
                await().until(() -> proxy.figures().at("/connections").asInt() == 1);
                first.getOutputStream().write('y');
                assertThat(first.getInputStream().read()).isEqualTo('y');
            }
        } finally {
            leave();
        }
    }
}
