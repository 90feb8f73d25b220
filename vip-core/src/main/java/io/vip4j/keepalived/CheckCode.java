/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.health.CheckSource;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.InitialState;
import io.vip4j.health.NamedCheck;
import io.vip4j.health.OnFailure;
import io.vip4j.health.Pace;
import io.vip4j.health.ProcessQuery;
import io.vip4j.health.ProcessQuery.Selector;
import io.vip4j.probe.Command;
import io.vip4j.probe.CommandProbe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;

/** The checks that a keepalived.conf can ask for, as expressions of Java. */
final class CheckCode {

    private final JavaText java;

    CheckCode(JavaText java) {
        this.java = java;
    }

    /** The arguments of a named check: its name, the check and its effect. */
    String arguments(NamedCheck named) {
        return JavaText.literal(named.name()) + ", " + check(named.check()) + ", " + effect(named.onFailure());
    }

    String effect(OnFailure onFailure) {
        String plain = java.type(OnFailure.class)
                + switch (onFailure.effect()) {
                    case RELEASE -> ".release()";
                    case WEIGHT -> ".weight(" + onFailure.weight() + ")";
                    case ADVISORY -> ".advisory()";
                };
        return onFailure.reversed() ? plain + ".reverse()" : plain;
    }

    private String check(HealthCheck check) {
        Pace pace = check.pace();
        Duration usualTimeout =
                HealthCheck.of(check.source()).every(pace.interval()).pace().timeout();
        StringBuilder code = new StringBuilder(source(check.source()));
        if (!pace.interval().equals(Pace.DEFAULT.interval())) {
            code.append(".every(").append(java.duration(pace.interval())).append(')');
        }
        if (!pace.timeout().equals(usualTimeout)) {
            code.append(".timeout(").append(java.duration(pace.timeout())).append(')');
        }
        if (check.rise() != 1) {
            code.append(".rise(").append(check.rise()).append(')');
        }
        if (check.fall() != 1) {
            code.append(".fall(").append(check.fall()).append(')');
        }
        if (check.initialState() != InitialState.UNDECIDED) {
            code.append(".initially(")
                    .append(java.constant(check.initialState()))
                    .append(')');
        }
        return code.toString();
    }

    private String source(CheckSource source) {
        String check = java.type(HealthCheck.class);
        if (source instanceof CheckSource.Async async && async.probe() instanceof CommandProbe probe) {
            return check + ".async(new " + java.type(CommandProbe.class) + "(" + command(probe.command()) + "))";
        }
        if (source instanceof CheckSource.FileValue value) {
            return check + ".file(" + path(value.file()) + ")";
        }
        if (source instanceof CheckSource.Processes processes) {
            return check + ".process(" + query(processes.query()) + ")";
        }
        throw new IllegalStateException("no keepalived.conf makes such a check: " + source.description());
    }

    private String path(Path file) {
        return java.type(Path.class) + ".of(" + JavaText.literal(file.toString()) + ")";
    }

    private String command(Command command) {
        String words = command.words().stream().map(JavaText::literal).collect(Collectors.joining(", "));
        String code = java.type(Command.class) + ".of(" + words + ")";
        if (command.user().isPresent()) {
            code += ".as(" + JavaText.literal(command.user().get())
                    + command.group()
                            .map(group -> ", " + JavaText.literal(group))
                            .orElse("") + ")";
        }
        return code;
    }

    private String query(ProcessQuery query) {
        String type = java.type(ProcessQuery.class);
        if (query.equals(ProcessQuery.of(query.selector()))) {
            return type + ".of(" + selector(query.selector()) + ")";
        }
        String most = query.most() == Integer.MAX_VALUE ? "Integer.MAX_VALUE" : Integer.toString(query.most());
        return "new " + type + "(" + selector(query.selector()) + ", " + query.least() + ", " + most + ", "
                + java.duration(query.missingFor()) + ")";
    }

    private String selector(Selector selector) {
        if (selector instanceof Selector.CommandLine line) {
            return "new " + java.type(Selector.CommandLine.class) + "(" + JavaText.literal(line.program()) + ", "
                    + java.list(line.arguments(), JavaText::literal) + ", " + line.exactArguments() + ")";
        }
        throw new IllegalStateException("no keepalived.conf looks for processes so: " + selector.description());
    }
}
