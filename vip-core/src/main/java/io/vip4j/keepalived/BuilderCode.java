/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.config.HostConfig;
import io.vip4j.config.SyncGroup;
import io.vip4j.config.TrackedInterface;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.health.NamedCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Java code that makes the same configuration as a keepalived.conf: for whoever moves it into an application. */
public final class BuilderCode {

    private static final String LIST_INDENT = " ".repeat(16);
    private static final String CALL_INDENT = " ".repeat(24);

    private final JavaText java = new JavaText();
    private final CheckCode checks = new CheckCode(java);

    private BuilderCode() {}

    /**
     * A class of that name with a static method {@code hostConfig()}, whose result is equal to that of
     * {@link KeepalivedConfig#hostConfig()}. It holds the passwords of the file. Commands of events are no part of a
     * {@link HostConfig} and stand in a comment.
     *
     * @param config read without errors
     * @param className a Java name
     * @throws IllegalArgumentException if the configuration has errors
     */
    public static String of(KeepalivedConfig config, String className) {
        if (config.hasErrors()) {
            throw new IllegalArgumentException("the file has errors: show its diagnostics");
        }
        return new BuilderCode().print(config, className);
    }

    private String print(KeepalivedConfig config, String className) {
        HostConfig host = config.hostConfig();
        List<String> routers = host.routers().stream().map(this::router).toList();
        List<String> groups = host.groups().stream().map(this::group).toList();
        String body = "        return new " + java.type(HostConfig.class) + "(\n" + LIST_INDENT + list(routers) + ",\n"
                + LIST_INDENT + list(groups) + ");\n";
        return java.imports() + "\nfinal class " + className + " {\n" + remarks(config) + "    static "
                + java.type(HostConfig.class) + " hostConfig() {\n" + body + "    }\n}\n";
    }

    private String list(List<String> entries) {
        String separator = ",\n" + LIST_INDENT + "        ";
        return java.type(List.class) + ".of("
                + (entries.isEmpty() ? "" : "\n" + LIST_INDENT + "        ")
                + String.join(separator, entries) + ")";
    }

    private String router(VirtualRouterConfig router) {
        return String.join("\n" + CALL_INDENT + "        ", new RouterCode(java).lines(router));
    }

    private String group(SyncGroup group) {
        String type = java.type(SyncGroup.class);
        if (group.checks().isEmpty() && group.trackedInterfaces().isEmpty()) {
            return type + ".of(" + JavaText.literal(group.name()) + ", "
                    + group.members().stream().map(JavaText::literal).collect(Collectors.joining(", ")) + ")";
        }
        return "new " + type + "(" + JavaText.literal(group.name()) + ", "
                + java.list(group.members(), JavaText::literal) + ", "
                + java.list(group.checks(), this::check) + ", "
                + java.list(group.trackedInterfaces(), this::trackedInterface) + ")";
    }

    private String check(NamedCheck check) {
        return "new " + java.type(NamedCheck.class) + "(" + checks.arguments(check) + ")";
    }

    private String trackedInterface(TrackedInterface tracked) {
        return "new " + java.type(TrackedInterface.class) + "(" + JavaText.literal(tracked.name()) + ", "
                + checks.effect(tracked.onFailure()) + ")";
    }

    private static String remarks(KeepalivedConfig config) {
        List<String> owners = new ArrayList<>();
        Map<String, EventCommands> commands = new TreeMap<>(config.eventCommands());
        commands.keySet().forEach(name -> owners.add("router " + JavaText.literal(name)));
        config.groupCommands()
                .forEach(each ->
                        owners.add("group " + JavaText.literal(each.group().name())));
        return owners.isEmpty()
                ? ""
                : "    // Not here: the notify commands of " + String.join(", ", owners)
                        + ". Give a VipListener to VipHost instead.\n";
    }
}
