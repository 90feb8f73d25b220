/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.keepalived.Keywords.Section;
import io.vip4j.vrrp.AddressFamily;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns the statements of a whole file into configurations. */
final class Importer {

    private record Link(String networkInterface, int vrid, AddressFamily family) {}

    private final Diagnostics diagnostics;
    private final Values values;
    private final GlobalDefaults defaults;
    private final Scripts scripts;
    private final List<VirtualRouterConfig> routers = new ArrayList<>();
    private final Map<String, Position> names = new HashMap<>();
    private final Map<Link, Position> links = new HashMap<>();

    Importer(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.values = new Values(diagnostics);
        this.defaults = new GlobalDefaults(diagnostics);
        this.scripts = new Scripts(diagnostics);
    }

    void read(List<Statement> file) {
        for (Statement statement : file) {
            if (statement.name().equals("global_defs")) {
                defaults.read(statement);
            } else if (statement.name().equals("vrrp_script")) {
                scripts.define(statement);
            }
        }
        for (Statement statement : file) {
            if (values.isRead(Section.TOP, statement) && statement.name().equals("vrrp_instance")) {
                readInstance(statement);
            }
        }
        scripts.reportUntracked();
    }

    private void readInstance(Statement instance) {
        int errorsBefore = diagnostics.errors();
        List<Statement> statements = values.block(instance, 1).orElse(List.of());
        if (diagnostics.errors() > errorsBefore) {
            return;
        }
        String name = instance.arguments().get(0).text();
        Position earlier = names.putIfAbsent(name, instance.at());
        if (earlier != null) {
            diagnostics.error(
                    instance.at(),
                    "vrrp_instance '" + name + "' is already defined on " + earlier.reference()
                            + ": give it another name");
        }
        InstanceDraft draft = new InstanceReader(name, instance.at(), scripts, diagnostics).read(statements);
        new InstanceBuilder(draft, defaults, diagnostics).build().ifPresent(config -> {
            requireOwnLink(config, instance.at());
            if (diagnostics.errors() == errorsBefore) {
                routers.add(config);
            }
        });
    }

    /** Two virtual routers with one VRID on a link would take each other's advertisements (RFC 9568 5.2.3). */
    private void requireOwnLink(VirtualRouterConfig config, Position at) {
        Link link = new Link(config.networkInterface(), config.vrid().value(), config.family());
        Position earlier = links.putIfAbsent(link, at);
        if (earlier != null) {
            diagnostics.error(
                    at,
                    "virtual_router_id " + link.vrid() + " must be unique for "
                            + (link.family() == AddressFamily.IPV4 ? "IPv4" : "IPv6") + " on "
                            + link.networkInterface() + ": the vrrp_instance on " + earlier.reference()
                            + " has it too");
        }
    }

    List<VirtualRouterConfig> routers() {
        return List.copyOf(routers);
    }

    GlobalDefaults defaults() {
        return defaults;
    }
}
