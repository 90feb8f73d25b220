/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.util.List;
import java.util.Locale;

/**
 * What a layer-4 proxy is to do, whichever it is: take connections, and hand them to servers that it asks twice a second.
 *
 * @param address where it listens; {@code *} is every address
 * @param port where it listens, and where the servers do unless they say otherwise
 * @param check how a server is asked
 * @param servers each {@code ADDRESS:PORT}
 */
record Forwarding(String address, int port, Check check, List<String> servers) {

    /** How a server is asked whether it works. */
    enum Check {
        /** A connection is enough. */
        TCP,
        /** It must greet as MySQL does. */
        MYSQL;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Forwarding {
        servers = List.copyOf(servers);
    }

    /** The same servers, taken from another address. */
    Forwarding at(String other) {
        return new Forwarding(other, port, check, servers);
    }

    /** As a haproxy.cfg, with checks by connection whatever is wanted: its check of MySQL needs a user without password. */
    String haproxyCfg() {
        StringBuilder text = new StringBuilder("""
                global
                  maxconn 5000
                  nbthread 1

                defaults
                  mode tcp
                  timeout connect 2s
                  timeout client 1h
                  timeout server 1h
                  option redispatch 1

                """);
        text.append("listen forwarding\n  bind ").append(address).append(':').append(port);
        text.append("\n  balance roundrobin\n");
        text.append("  default-server check inter 500ms rise 2 fall 2\n");
        for (int i = 0; i < servers.size(); i++) {
            text.append("  server s")
                    .append(i + 1)
                    .append(' ')
                    .append(servers.get(i))
                    .append('\n');
        }
        return text.toString();
    }

    /** As the sections of a file of tcp-proxy. */
    String tcpProxyYaml() {
        StringBuilder text = new StringBuilder("listeners:\n  - {name: forwarding, bind: \"");
        text.append(address).append(':').append(port).append("\", pool: servers}\n");
        text.append("pools:\n  - name: servers\n    connect-timeout: 2s\n    check: {kind: ");
        text.append(check.word()).append(", interval: 500ms, rise: 2, fall: 2}\n    servers:\n");
        for (int i = 0; i < servers.size(); i++) {
            text.append("      - {name: s").append(i + 1).append(", address: \"");
            text.append(servers.get(i)).append("\"}\n");
        }
        return text.toString();
    }
}
