/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vip4j.VipElector;
import io.vip4j.VipHost;
import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.samples.support.status.StatusJson;
import io.vip4j.simulation.SimulatedLan;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What scripts rely on and docs/stability.md promises: commands, options, exit codes, fields of the status. */
class ContractTest {

    private static final Path MODULE = Path.of(System.getProperty("basedir", "."));
    private static final Pattern EXIT_CODE = Pattern.compile("(?m)^\\| (\\d+) \\| ");
    private static final Pattern FIELD = Pattern.compile("`([a-zA-Z.\\[\\]]+)`");

    /** Only if something is wrong, or of a host that has a name. */
    private static final Set<String> SOMETIMES = Set.of("error", "node");

    private static String section(String heading) throws IOException {
        String readme = Files.readString(MODULE.resolve("README.md"));
        String rest = readme.substring(readme.indexOf("\n## " + heading + "\n") + 1);
        return rest.substring(0, rest.indexOf("\n## "));
    }

    /** A line for each command. What is taken away is a broken promise; {@code -Dvip4j.rewrite=true} accepts what is new. */
    @Test
    void commandsAndTheirOptionsStay() throws IOException {
        List<String> lines = new ArrayList<>();
        CommandSpec program = Vipd.commandLine(RunningVipd.noSurroundings()).getCommandSpec();
        for (Map.Entry<String, CommandLine> command : new TreeMap<>(program.subcommands()).entrySet()) {
            CommandSpec spec = command.getValue().getCommandSpec();
            Set<String> words = new TreeSet<>();
            spec.options().stream().map(OptionSpec::names).forEach(names -> words.addAll(List.of(names)));
            spec.positionalParameters().forEach(parameter -> words.add(parameter.paramLabel()));
            lines.add((command.getKey() + " " + String.join(" ", words)).strip());
        }
        Path golden = MODULE.resolve("src/test/resources/contract/commands.txt");
        if (Boolean.getBoolean("vip4j.rewrite")) {
            Files.createDirectories(golden.getParent());
            Files.write(golden, lines);
        }
        assertThat(lines).isEqualTo(Files.readAllLines(golden));
    }

    @Test
    void theReadmeHasEveryExitCodeAndNoOther() throws Exception {
        Set<Integer> codes = new TreeSet<>();
        for (Field code : ExitCodes.class.getDeclaredFields()) {
            codes.add(code.getInt(null));
        }
        assertThat(codes).containsExactly(0, 1, 2, 3, 64, 70);
        Set<Integer> documented = EXIT_CODE
                .matcher(section("Exit codes"))
                .results()
                .map(row -> Integer.valueOf(row.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(documented).isEqualTo(codes);
    }

    @Test
    void theReadmeHasEveryFieldOfTheStatusAndNoOther() throws IOException {
        try (SimulatedLan lan = SimulatedLan.virtualTime(1);
                VipHost host = VipHost.open(lan.node("a").platform())) {
            HostConfig config = new HostConfig(
                    List.of(VirtualRouterConfig.builder("web")
                            .networkInterface("eth0")
                            .vrid(10)
                            .address("198.51.100.10/24")
                            .build()),
                    List.of());
            host.apply(config);
            lan.run(Duration.ofSeconds(10));
            assertThat(host.electors()).allMatch(VipElector::isActive);
            StatusJson status = new StatusJson("1", Path.of("keepalived.conf"));
            status.show(host::electors, host::lateness, config);
            JsonNode document = new JsonMapper().readTree(new String(status.document(), UTF_8));

            Set<String> fields = new TreeSet<>(SOMETIMES);
            document.fieldNames().forEachRemaining(fields::add);
            fields.remove("routers");
            document.at("/routers/0").fieldNames().forEachRemaining(name -> fields.add("routers[]." + name));
            assertThat(documentedFields()).isEqualTo(fields);
        }
    }

    /** Names of the first column, those that begin with a dot with what the row begins with. */
    private static Set<String> documentedFields() throws IOException {
        Set<String> fields = new TreeSet<>();
        section("Status")
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|", -1)[1])
                .forEach(cell -> FIELD.matcher(cell)
                        .results()
                        .map(name -> name.group(1).replaceFirst("\\[\\]$", ""))
                        .forEach(name -> fields.add(name.startsWith(".") ? "routers[]" + name : name)));
        return fields;
    }
}
