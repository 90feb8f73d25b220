/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.InitialState;
import io.vip4j.samples.proxy.config.PoolConfig.Balance;
import io.vip4j.samples.proxy.config.PoolConfig.SendProxy;
import io.vip4j.samples.support.http.BearerToken;
import io.vip4j.samples.support.http.PageSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigFileTest {

    private static final String LISTENERS = "listeners:\n  - {name: front, bind: '*:80', pool: web}\n";
    private static final String POOLS = "pools:\n  - {name: web, servers: [{name: a, address: 'h:1'}]}\n";

    @TempDir
    private Path directory;

    private List<String> faults(String text) {
        return ConfigFile.parse("f.yml", directory, text).faults().stream()
                .map(Fault::toString)
                .toList();
    }

    private static Arguments wrong(String what, String text, String... faults) {
        return Arguments.of(what, text, List.of(faults));
    }

    private static String pool(String rest) {
        return LISTENERS + "pools:\n  - name: web\n    servers: [{name: a, address: 'h:1'}]\n    " + rest + "\n";
    }

    private static String server(String rest) {
        return LISTENERS + "pools:\n  - name: web\n    servers:\n      - {name: a, address: 'h:1', " + rest + "}\n";
    }

    private static String listener(String rest) {
        return "listeners:\n  - name: front\n    pool: web\n    " + rest + "\n" + POOLS;
    }

    private static String page(String settings) {
        return LISTENERS + POOLS + "\nhttp: {" + settings + "}";
    }

    private static String router(String rest) {
        return LISTENERS + POOLS
                + "vip:\n  routers:\n    - name: v\n      network-interface: eth0\n      vrid: 10\n      " + rest
                + "\n";
    }

    static Stream<Arguments> wrongFiles() {
        return Stream.of(
                wrong("empty", "", "f.yml: is empty"),
                wrong("no mapping", "- a", "f.yml:1: must be a mapping of keys to values"),
                wrong("no YAML", "a: [", "f.yml:1: is no YAML: expected the node content, but found '<stream end>'"),
                wrong(
                        "tab",
                        "a:\n\tb: 1",
                        "f.yml:2: is no YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)"),
                wrong(
                        "nothing to do",
                        "process: {threads: 1}",
                        "f.yml:1: pools: must be given",
                        "f.yml:1: listeners: must be given"),
                wrong(
                        "no entries",
                        "listeners: []\npools: []",
                        "f.yml:1: listeners: must have an entry",
                        "f.yml:2: pools: must have an entry"),
                wrong(
                        "unknown section",
                        LISTENERS + POOLS + "pool: 1",
                        "f.yml:5: pool: is unknown; did you mean 'pools'?"),
                wrong(
                        "given twice",
                        LISTENERS + POOLS + LISTENERS,
                        "f.yml:5: listeners: is given twice; the first is in line 1"),
                wrong(
                        "process threads",
                        LISTENERS + POOLS + "process: {threads: 0}",
                        "f.yml:5: process.threads: must be a whole number 1..256: '0'"),
                wrong(
                        "unknown pool",
                        "listeners:\n  - {name: front, bind: '*:80', pool: wep}\n" + POOLS,
                        "f.yml:2: listeners[0].pool: must be one of pools: 'wep'; did you mean 'web'?"),
                wrong(
                        "name instead of address",
                        listener("bind: localhost:80"),
                        "f.yml:4: listeners[0].bind: must be ADDRESS:PORT, *:PORT or [IPV6]:PORT: 'localhost:80'"),
                wrong(
                        "no port",
                        listener("bind: 192.0.2.1"),
                        "f.yml:4: listeners[0].bind: must be HOST:PORT or [IPV6]:PORT: '192.0.2.1'"),
                wrong(
                        "port out of range",
                        listener("bind: '*:65536'"),
                        "f.yml:4: listeners[0].bind: port must be 1..65535: '0.0.0.0:65536'"),
                wrong("no bind", listener("backlog: 5"), "f.yml:2: listeners[0].bind: must be given"),
                wrong(
                        "time without unit",
                        listener("bind: '*:80'\n    idle-timeout: 30"),
                        "f.yml:5: listeners[0].idle-timeout: must be a time such as 500ms, 5s, 10m or 1h: '30'"),
                wrong(
                        "time out of range",
                        listener("bind: '*:80'\n    idle-timeout: 10ms"),
                        "f.yml:5: listeners[0].idle-timeout: must be 1s..24h: '10ms'"),
                wrong(
                        "no truth value",
                        listener("bind: '*:80'\n    accept-proxy: maybe"),
                        "f.yml:5: listeners[0].accept-proxy: must be true or false: 'maybe'"),
                wrong(
                        "useless timeout",
                        listener("bind: '*:80'\n    proxy-timeout: 1s"),
                        "f.yml:5: listeners[0].proxy-timeout: must be absent without accept-proxy: true"),
                wrong(
                        "two listeners at one place",
                        "listeners:\n  - {name: a, bind: '*:80', pool: web}\n  - {name: a, bind: '0.0.0.0:80', pool: web}\n"
                                + POOLS,
                        "f.yml:3: listeners[1].name: must be unique: 'a'",
                        "f.yml:3: listeners[1].bind: is the address of listener 'a' too"),
                wrong(
                        "unknown balance",
                        pool("balance: least-conections"),
                        "f.yml:6: pools[0].balance: must be round-robin, least-connections, source: 'least-conections'; did you mean 'least-connections'?"),
                wrong(
                        "empty servers",
                        LISTENERS + "pools:\n  - {name: web, servers: []}",
                        "f.yml:4: pools[0].servers: must have an entry"),
                wrong(
                        "servers that are no list",
                        LISTENERS + "pools:\n  - {name: web, servers: x}",
                        "f.yml:4: pools[0].servers: must be a list"),
                wrong(
                        "server without address",
                        LISTENERS + "pools:\n  - name: web\n    servers:\n      - {name: a}",
                        "f.yml:6: pools[0].servers[0].address: must be given"),
                wrong(
                        "weight",
                        server("weight: 257"),
                        "f.yml:6: pools[0].servers[0].weight: must be a whole number 0..256: '257'"),
                wrong(
                        "misspelt key",
                        server("wieght: 1"),
                        "f.yml:6: pools[0].servers[0].wieght: is unknown; did you mean 'weight'?"),
                wrong(
                        "underscore",
                        server("max_connections: 1"),
                        "f.yml:6: pools[0].servers[0].max_connections: is unknown; did you mean 'max-connections'?"),
                wrong("nothing like it", server("colour: red"), "f.yml:6: pools[0].servers[0].colour: is unknown"),
                wrong(
                        "check of nothing",
                        server("check-address: 'h:2'"),
                        "f.yml:6: pools[0].servers[0].check-address: must be absent in a pool without check"),
                wrong(
                        "two servers of a name",
                        LISTENERS
                                + "pools:\n  - name: web\n    servers:\n      - {name: a, address: 'h:1'}\n      - {name: a, address: 'h:2'}",
                        "f.yml:7: pools[0].servers[1].name: must be unique in its pool: 'a'"),
                wrong("check without kind", pool("check: {rise: 2}"), "f.yml:6: pools[0].check.kind: must be given"),
                wrong(
                        "unknown check",
                        pool("check: {kind: mysq}"),
                        "f.yml:6: pools[0].check.kind: must be tcp, mysql, postgresql, redis, http: 'mysq'; did you mean 'mysql'?"),
                wrong(
                        "foreign qualifier",
                        pool("check: {kind: tcp, path: /}"),
                        "f.yml:6: pools[0].check.path: does not go with this kind of check"),
                wrong(
                        "half a login",
                        pool("check: {kind: mysql, user: u}"),
                        "f.yml:6: pools[0].check.password: must be given: a login is checked by a query",
                        "f.yml:6: pools[0].check.query: must be given: a login is checked by a query"),
                wrong(
                        "postgresql",
                        pool("check: {kind: postgresql}"),
                        "f.yml:6: pools[0].check.user: must be given",
                        "f.yml:6: pools[0].check.database: must be given"),
                wrong(
                        "status",
                        pool("check: {kind: http, status: ok}"),
                        "f.yml:6: pools[0].check.status: must be a code or a range such as 200-299: 'ok'"),
                wrong("page nowhere", page(""), "f.yml:6: http.listen: must be given"),
                wrong(
                        "page at a name",
                        page("listen: 'localhost:8080'"),
                        "f.yml:6: http.listen: must be ADDRESS:PORT, *:PORT or [IPV6]:PORT: 'localhost:8080'"),
                wrong(
                        "page for everybody",
                        page("listen: '*:8080'"),
                        "f.yml:6: http.listen: other hosts could see the routers at 0.0.0.0:8080; listen at 127.0.0.1 and"
                                + " come through an SSH tunnel or a proxy, or say http.allow-remote"),
                wrong(
                        "page for strangers",
                        page("listen: '*:8080', allow-remote: true"),
                        "f.yml:6: http.listen: http.allow-remote needs http.token-file: others must prove who they are"),
                wrong(
                        "page with an unknown key",
                        page("listen: '127.0.0.1:8080', token: secret"),
                        "f.yml:6: http.token: is unknown"),
                wrong(
                        "vip of nothing",
                        LISTENERS + POOLS + "vip: {}",
                        "f.yml:5: vip: must have either keepalived or routers"),
                wrong(
                        "router without address",
                        router("priority: 1"),
                        "f.yml:7: vip.routers[0].addresses: must be given"),
                wrong(
                        "router address",
                        router("addresses: 1.2.3"),
                        "f.yml:10: vip.routers[0].addresses: address must be an IPv4 or IPv6 literal: '1.2.3'"),
                wrong(
                        "router that contradicts itself",
                        router("addresses: 192.0.2.1\n      password: x"),
                        "f.yml:7: vip.routers[0]: password must be absent with VRRPv3, which has no authentication; use VRRPv2 or drop it"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongFiles")
    void wrongFileIsRefusedWithLineFieldAndRule(String what, String text, List<String> faults) {
        assertThat(faults(text)).as(what).containsExactlyElementsOf(faults);
    }

    @Test
    void tokenThatOthersCanReadIsRefused() throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "correct-horse-battery");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
        String text = page("listen: '127.0.0.1:8080', token-file: token, names: [lb.example.net]");
        assertThat(faults(text))
                .containsExactly("f.yml:6: http.token-file: token file " + token
                        + " is open to others (rw-r--r--): chmod 600 " + token);
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
        assertThat(ConfigFile.parse("f.yml", directory, text)
                        .config()
                        .orElseThrow()
                        .page())
                .contains(new PageSettings(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080),
                        Optional.of(new BearerToken("correct-horse-battery")),
                        false,
                        Set.of("lb.example.net"),
                        PageReader.NAMES));
    }

    @Test
    void fileThatIsNotThereIsRefused() {
        Path file = directory.resolve("none.yml");
        assertThat(ConfigFile.load(file).faults())
                .containsExactly(new Fault(
                        file.toString(), 0, "", "cannot be read: java.nio.file.NoSuchFileException: " + file));
    }

    @Test
    void everyKeyOfAPoolIsRead() {
        ConfigFile read = ConfigFile.parse("f.yml", directory, LISTENERS + """
                pools:
                  - name: web
                    balance: source
                    connect-timeout: 100ms
                    retries: 1
                    max-connections: 7
                    queue: 8
                    queue-timeout: 9s
                    slow-start: 1m
                    send-proxy: v2
                    check: {kind: tcp, interval: 2s, timeout: 1s, rise: 4, fall: 5}
                    servers:
                      - {name: a, address: "[2001:db8::1]:3306", weight: 3, max-connections: 6, backup: true, check-address: "h:1"}
                """);
        assertThat(read.faults()).isEmpty();
        assertThat(read.config().orElseThrow().pools())
                .containsExactly(new PoolConfig(
                        "web",
                        Balance.SOURCE,
                        Duration.ofMillis(100),
                        1,
                        OptionalInt.of(7),
                        8,
                        Duration.ofSeconds(9),
                        Duration.ofMinutes(1),
                        SendProxy.V2,
                        List.of(new ServerConfig(
                                "a",
                                new HostPort("2001:db8::1", 3306),
                                3,
                                OptionalInt.of(6),
                                true,
                                Optional.of(HealthCheck.tcp("h", 1)
                                        .every(Duration.ofSeconds(2))
                                        .timeout(Duration.ofSeconds(1))
                                        .rise(4)
                                        .fall(5)
                                        .initially(InitialState.UP))))));
    }

    @Test
    void everyKeyOfAListenerIsRead() {
        ConfigFile read = ConfigFile.parse("f.yml", directory, POOLS + """
                listeners:
                  - name: front
                    bind: "[::]:8066"
                    pool: web
                    backlog: 5
                    max-connections: 6
                    idle-timeout: 7m
                    accept-proxy: true
                    proxy-timeout: 8s
                """);
        assertThat(read.faults()).isEmpty();
        assertThat(read.config().orElseThrow().listeners())
                .containsExactly(new ListenerConfig(
                        "front",
                        new InetSocketAddress("::", 8066),
                        "web",
                        5,
                        OptionalInt.of(6),
                        Duration.ofMinutes(7),
                        true,
                        Duration.ofSeconds(8)));
    }

    @Test
    void checksOfEveryKindAreRead() {
        for (String check : List.of(
                "{kind: mysql}",
                "{kind: mysql, user: u, password: p, query: SELECT 1}",
                "{kind: postgresql, user: u, database: d}",
                "{kind: redis}",
                "{kind: redis, password: p}",
                "{kind: redis, user: u, password: p}",
                "{kind: http, path: /health, status: 200-299}")) {
            assertThat(faults(pool("check: " + check))).as(check).isEmpty();
        }
    }

    @Test
    void passwordOfACheckMayBeInAFile() throws IOException {
        Files.writeString(directory.resolve("secret"), "p\n");
        assertThat(faults(pool("check: {kind: redis, password-file: secret}"))).isEmpty();
        assertThat(faults(pool("check: {kind: redis, password-file: none}")))
                .containsExactly("f.yml:6: pools[0].check.password-file: cannot be read:"
                        + " java.nio.file.NoSuchFileException: " + directory.resolve("none"));
    }

    @Test
    void tutorialIsUnderstood() {
        ConfigFile read = ConfigFile.load(Path.of("examples/tutorial.yml"));
        assertThat(read.faults()).isEmpty();
        VirtualRouterConfig router = read.config().orElseThrow().vip().routers().get(0);
        assertThat(router.name()).isEqualTo("VI_1");
        assertThat(router.vrid().value()).isEqualTo(10);
        assertThat(router.addresses()).hasToString("[192.168.2.222/24]");
    }

    @Test
    void faultsOfAKeepalivedFileHaveItsNameAndLine() throws IOException {
        Path file = directory.resolve("keepalived.conf");
        Files.writeString(file, "vrrp_instance VI_1 {\n  virtual_router_id 300\n}\n");
        List<String> faults = faults(LISTENERS + POOLS + "vip: {keepalived: keepalived.conf}");
        assertThat(faults).isNotEmpty().allMatch(fault -> fault.startsWith(file + ":"));
    }
}
