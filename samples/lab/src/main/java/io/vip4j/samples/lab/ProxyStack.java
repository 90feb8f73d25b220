/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The two ways to have a proxy that owns its address. */
enum ProxyStack {
    /** samples/tcp-proxy of this source tree: one process. */
    TCP_PROXY("tcp-proxy + vip4j"),
    /** The installed haproxy, and the installed keepalived beside it, as the tutorial has them. */
    HAPROXY("haproxy + keepalived");

    private final String title;

    ProxyStack(String title) {
        this.title = title;
    }

    /** The name as a heading. */
    String title() {
        return title;
    }

    /** The programs that must be installed. */
    List<String> programs() {
        return this == HAPROXY ? List.of("haproxy", "keepalived", "ps") : List.of();
    }

    /** A node with a virtual address, not started yet. */
    ProxyNode node(LabHost host, Forwarding forwarding, RouterSettings router) {
        return switch (this) {
            case TCP_PROXY -> new TcpProxyNode(host, forwarding, router);
            case HAPROXY -> new HaproxyKeepalivedNode(host, forwarding, router);
        };
    }

    /** Starts a proxy that has nothing to do with virtual addresses. */
    ChildProcess start(LabHost host, Forwarding forwarding, EventLog<String> output) {
        Path directory = host.lab().directory();
        List<String> command = switch (this) {
            case TCP_PROXY ->
                TcpProxyNode.command(
                        LabFiles.write(directory.resolve(host.name() + ".yml"), forwarding.tcpProxyYaml()));
            case HAPROXY ->
                List.of(
                        "haproxy",
                        "-db",
                        "-f",
                        LabFiles.write(directory.resolve(host.name() + ".cfg"), forwarding.haproxyCfg())
                                .toString());
        };
        StreamReader reader = StreamReader.lines(output::append);
        return host.start("proxy", command, Map.of(), reader, reader);
    }
}
