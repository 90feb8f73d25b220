/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;

/**
 * A gateway on a host of the lab: one that owns the address itself, or one with keepalived beside it, which looks once a
 * second whether the gateway's port is open. Can be started again. One thread.
 */
final class GatewayNode {

    /** Where the gateway listens. */
    static final int PORT = 8080;

    /** For what a JVM does on a machine that does something else. */
    static final Duration LIMIT = Duration.ofMinutes(2);

    private static final String ENDPOINT = "http://127.0.0.1:8081/actuator/vip/web";

    // A gateway that comes back leaves the address where it is, as the one of the sample does.
    private static final String KEEPALIVED = """
            global_defs {
              router_id %s
              script_user root
            }
            vrrp_script gateway {
              script "%s"
              interval 1
              timeout 1
              fall 1
              rise 1
            }
            vrrp_instance VI_1 {
              state BACKUP
              nopreempt
              interface eth0
              virtual_router_id %d
              priority %d
              advert_int %s
              version 3
              track_script {
                gateway
              }
              virtual_ipaddress {
                %s/24
              }
            }
            """;

    private static final String CHECK = "#!/bin/bash\nexec 3<>/dev/tcp/127.0.0.1/" + PORT + "\n";

    private final GatewaySetting setting;
    private final LabHost host;
    private final int priority;
    private final Daemon gateway;
    private final ConfiguredNode keepalived;
    private final EventLog<String> output;

    GatewayNode(GatewaySetting setting, LabHost host, int priority) {
        this.setting = setting;
        this.host = host;
        this.priority = priority;
        this.gateway = new Daemon("gateway", host);
        this.keepalived = new ConfiguredNode(Product.KEEPALIVED, host);
        this.output = new EventLog<>("log of the gateway on " + host);
    }

    LabHost host() {
        return host;
    }

    /** How long it waits as Backup after a goodbye. */
    Duration skewTime() {
        return setting.skewTime(priority);
    }

    private boolean ownsAddress() {
        return setting.product() == Product.VIP4J;
    }

    /** Starts what does not run, and returns when it takes part in the election. */
    void start() {
        // Keepalived may see the open port before the gateway says that it has started.
        int mark = keepalived.output().mark();
        startGateway();
        if (!ownsAddress()) {
            startKeepalived(mark);
        }
    }

    private void startGateway() {
        if (!gateway.isRunning()) {
            int mark = output.mark();
            gateway.start(
                    GatewayProgram.command(ownsAddress()),
                    Map.of(
                            "GATEWAY_PRIORITY",
                            Integer.toString(priority),
                            "GATEWAY_INTERVAL",
                            setting.interval().toMillis() + "ms"),
                    StreamReader.lines(output::append),
                    StreamReader.lines(output::append));
            String wanted = ownsAddress() ? "INITIALIZE->" : "Started GatewayApplication";
            output.await("the start of the gateway", mark, line -> line.contains(wanted), LIMIT);
        }
    }

    private void startKeepalived(int mark) {
        if (!keepalived.isRunning()) {
            keepalived.start(KEEPALIVED.formatted(
                    host.name(), check(), RouterSettings.VRID, priority, seconds(), RouterSettings.ADDRESS));
        }
        keepalived
                .output()
                .await(
                        "the election by keepalived",
                        mark,
                        line -> KeepalivedNode.entered(line)
                                .filter(state -> state != RouterState.INITIALIZE)
                                .isPresent(),
                        LIMIT);
    }

    private String seconds() {
        return Double.toString(setting.interval().toMillis() / 1000.0);
    }

    private Path check() {
        Path file = host.lab().directory().resolve(host.name() + "-check-gateway");
        try {
            Files.writeString(file, CHECK);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            return file;
        } catch (IOException e) {
            throw new LabException("write " + file + ": " + e.getMessage(), e);
        }
    }

    /** Looks at the endpoint, as monitoring does: what the first look loads is no part of a switchover. */
    void look() {
        if (ownsAddress()) {
            host.exec("curl", "--silent", "--show-error", "--fail", ENDPOINT);
        }
    }

    /** Moves the address away, as an operator does: keepalived knows no other way than to end. */
    void switchover() {
        if (ownsAddress()) {
            host.exec(
                    "curl",
                    "--silent",
                    "--show-error",
                    "--fail-with-body",
                    "--json",
                    "{\"limit\": \"5s\"}",
                    ENDPOINT + "/switchover");
        } else {
            keepalived.terminate(LIMIT);
        }
    }

    /** Asks the gateway to end, and waits for that. */
    void terminate() {
        gateway.process().signal("TERM");
        if (gateway.process().awaitExit(LIMIT).isEmpty()) {
            throw new LabException("the gateway on " + host + " still runs after SIGTERM: " + this);
        }
    }

    /** Kills the gateway, and returns at once. */
    void kill() {
        gateway.process().killNow();
    }

    @Override
    public String toString() {
        return "gateway on " + host + ":\n  " + String.join("\n  ", output.all()) + "\n"
                + String.join("\n  ", keepalived.output().all());
    }
}
