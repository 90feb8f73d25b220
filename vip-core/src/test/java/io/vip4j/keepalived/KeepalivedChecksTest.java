/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.SyncGroup;
import io.vip4j.health.CheckSource;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.NamedCheck;
import io.vip4j.health.OnFailure;
import io.vip4j.probe.Command;
import io.vip4j.probe.CommandProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts, files and processes that are tracked, and the commands of events. */
class KeepalivedChecksTest {

    private static final String TRACKERS = """
            vrrp_script s {
            script /bin/true
            }
            track_file f {
            file /run/f
            }
            track_process p {
            process haproxy
            }
            """;

    @TempDir
    private Path directory;

    private static String router(String name, int vrid, String lines) {
        return "vrrp_instance " + name + " {\ninterface eth0\nvirtual_router_id " + vrid
                + "\nvirtual_ipaddress {\n198.51.100." + vrid + "/24\n}\n" + lines + "\n}\n";
    }

    private static KeepalivedConfig parse(String text) {
        return KeepalivedConfig.parse(
                "a.conf",
                text,
                Options.withConfigId("main"),
                new Host(Optional::empty, user -> user.equals("nobody"), "root", false));
    }

    private static List<String> lines(KeepalivedConfig config) {
        return config.diagnostics().stream().map(Diagnostic::toString).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "track_script {;s;} | release",
                "track_script {;s weight 5;} | weight 5",
                "track_script {;s weight 5 reverse;} | weight 5 reversed",
                "track_script {;s weight 0 reverse;} | release reversed",
                "track_file {;f;} | weight 1",
                "track_file {;f weight 0;} | release",
                "track_process {;p;} | release",
                "track_process {;p weight -7 noreverse;} | weight -7",
            })
    void theUseDecidesOnTheWeight(String lines, String effect) {
        KeepalivedConfig config = parse(TRACKERS + router("A", 7, lines.replace(';', '\n')));

        assertThat(config.hasErrors()).isFalse();
        assertThat(config.routers().get(0).checks())
                .singleElement()
                .extracting(check -> check.onFailure().toString())
                .isEqualTo(effect);
    }

    @Test
    void aScriptIsACommandWithItsPace() {
        KeepalivedConfig config = parse("""
                vrrp_script s {
                script "/bin/check 'a b' \\x41\\"c  d\\"\\\\e"
                user nobody
                interval 4
                weight 3
                }
                """ + router("A", 7, "track_script {\ns\n}"));

        assertThat(config.diagnostics()).isEmpty();
        assertThat(config.routers().get(0).checks())
                .containsExactly(new NamedCheck(
                        "s",
                        HealthCheck.async(new CommandProbe(Command.of("/bin/check", "a b", "Ac  d\\e")
                                        .as("nobody")))
                                .every(Duration.ofSeconds(4))
                                .timeout(Duration.ofSeconds(4)),
                        OnFailure.weight(3)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "vrrp_script x {;interval 1;} | 1: error: vrrp_script 'x' must have a 'script'",
                "vrrp_script x {;script;} | 2: error: 'script' must have a command in quotes",
                "vrrp_script x {;script \"\";} | 2: error: 'script' must have a command in quotes",
                "vrrp_script x {;script /a;interval 0;} | 3: error: interval must be a number of seconds 0.01..3600: '0'",
                "vrrp_script x {;script /a;rise 0;} | 3: error: rise must be 1..100: 0",
                "vrrp_script x {;script /a;weight 254;} | 3: error: weight must be -253..253: 254",
                "vrrp_script x {;script /a;weight;} | 3: error: 'weight' must have a value",
                "vrrp_script x {;script /a;init_fail no;} | 3: error: 'init_fail' must have no value: remove 'no'",
                "vrrp_script x {;script /a;user no-such;} | 3: warning: user 'no-such' does not exist on this host",
                "vrrp_script x {;script /a b;} | 2: warning: only the first word after 'script' counts, as in "
                        + "keepalived: put a command with arguments into quotes",
                "vrrp_script x {;script a/b;} | 2: warning: the path of the script is not absolute and is looked for "
                        + "from the directory /: write '/a/b' if that is meant, instead of 'a/b'",
                "vrrp_script x { | 1: error: the block of 'vrrp_script' is not closed: add '}'",
                "vrrp_script { } | 1: error: 'vrrp_script' must have exactly one name before '{': 0 given",
                "vrrp_script x {;script /a;};vrrp_script x {;script /b;} | 4: error: vrrp_script 'x' is already defined "
                        + "on line 1: give it another name",
                "track_file x {;weight 2;} | 1: error: track_file 'x' must have a 'file'",
                "track_file x {;file a;} | 2: warning: file of a track_file should be an absolute path, so that it is "
                        + "always the same one: 'a'",
                "track_file x {;file /a;init_file maybe;} | 3: error: init_file may have a value and overwrite: 'maybe'",
                "track_process x {;quorum 1;} | 1: error: track_process 'x' must have a 'process'",
                "track_process x {;process a;param_match initial;} | 3: error: param_match initial is refused: "
                        + "parameters are compared as a whole; write the last one in full, or use partial",
                "track_process x {;process a;param_match all;} | 3: error: param_match must be initial or partial: "
                        + "'all'",
                "track_process x {;process a;quorum 3;quorum_max 2;} | 4: error: quorum_max must not be less than "
                        + "quorum (3): 2",
                "bfd_instance x {;neighbor_ip 192.0.2.1;} | 1: warning: 'bfd_instance' is ignored: BFD is not "
                        + "supported; where it is tracked, that is an error",
                "virtual_server 192.0.2.1 80 {;foo;} | 1: note: 'virtual_server' has no effect here: load balancing "
                        + "(LVS) is no part of vip4j; the whole block is skipped",
                "global_defs {;script_user a b c;} | 2: error: 'script_user' must have a user, and a group if wanted",
                "global_defs {;include_check foo;} | 2: error: include_check must be followed by readable, match, "
                        + "wildcard_match or brace_match: 'foo'",
            })
    void aWrongDefinitionIsReportedInItsLine(String text, String expected) {
        assertThat(lines(parse(text.replace(';', '\n')))).contains("a.conf:" + expected);
    }

    @Test
    void trackersMustComeBeforeWhatTracksThem() {
        String router = router("A", 7, "track_script {\ns\nt\n}");

        assertThat(lines(parse(router + TRACKERS)))
                .contains(
                        "a.conf:8: error: track_script 's' must be the name of a vrrp_script that comes before it: move"
                                + " up the one on line 12",
                        "a.conf:9: error: track_script 't' must be the name of a vrrp_script in this file");
        assertThat(lines(parse(router("A", 7, "track_bfd {\nb\n}"))))
                .contains("a.conf:7: error: 'track_bfd' is refused: BFD is not supported: without it the router would"
                        + " keep its role");
    }

    @ParameterizedTest
    @CsvSource({"nopreempt, weights hardly move", "priority 255, weights have no effect", "preempt, ''"})
    void weightsThatCannotWorkAreReported(String line, String expected) {
        List<String> said = lines(parse(TRACKERS + router("A", 7, "track_script {\ns weight -5\n}\n" + line))).stream()
                .filter(text -> text.contains("warning"))
                .toList();

        if (expected.isEmpty()) {
            assertThat(said).isEmpty();
        } else {
            assertThat(said).singleElement().asString().startsWith("a.conf:19: warning: " + expected);
        }
    }

    @Test
    void aTrackerCountsOnceAndNamesOfDifferentKindsMayBeTheSame() {
        KeepalivedConfig config = parse("""
                vrrp_script x { script /bin/true
                }
                track_file x { file /run/x
                }
                """ + router("A", 7, "track_script {\nx\nx weight 2\n}\ntrack_file {\nx\n}"));

        assertThat(lines(config))
                .contains("a.conf:13: warning: track_script 'x' is there already: this one is ignored");
        assertThat(config.routers().get(0).checks())
                .extracting(NamedCheck::name)
                .containsExactly("x", "track_file x");
    }

    @Test
    void weightsInASyncGroupNeedItsPermission() {
        String group = "vrrp_sync_group G {\ngroup {\nA\nB\n}\ntrack_script {\ns\n}\n%s}\n";
        String routers = router("A", 7, "track_file {\nf\n}") + router("B", 8, "track_script {\ns\n}");
        KeepalivedConfig without = parse(TRACKERS + group.formatted("") + routers);
        KeepalivedConfig with = parse(TRACKERS + group.formatted("sync_group_tracking_weight\n") + routers);

        assertThat(lines(without))
                .contains("a.conf:26: warning: 'f' is ignored because it has a weight (1) in vrrp_sync_group 'G', as in"
                        + " keepalived: use 'weight 0', or sync_group_tracking_weight");
        assertThat(without.routers().get(0).checks()).isEmpty();
        assertThat(without.routers().get(1).checks()).hasSize(1);
        assertThat(with.routers().get(0).checks()).hasSize(1);
        assertThat(with.hostConfig().groups())
                .singleElement()
                .extracting(SyncGroup::checks)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(1);
    }

    @Test
    void commandsOfEventsHaveAUserOfTheirOwn() {
        KeepalivedConfig config = parse("global_defs {\nscript_user nobody\n}\n"
                + router("A", 7, "notify_master \"/bin/up now\"\nnotify '/bin/any x' root wheel\n"));

        assertThat(config.diagnostics())
                .extracting(Diagnostic::severity)
                .containsOnly(Severity.WARNING); // root and wheel are not on the host of this test.
        EventCommands commands = Objects.requireNonNull(config.eventCommands().get("A"));
        assertThat(commands.onActive()).contains(Command.of("/bin/up", "now").as("nobody"));
        assertThat(commands.generic()).contains(Command.of("/bin/any", "x").as("root", "wheel"));
        assertThat(commands.onFault()).isEmpty();
    }

    @Test
    void theUsualUserIsTheOneThatKeepalivedWouldTake() {
        String text = TRACKERS + router("A", 7, "track_script {\ns\n}");
        KeepalivedConfig config = KeepalivedConfig.parse(
                "a.conf", text, Options.DEFAULT, new Host(Optional::empty, user -> true, "root", false));

        assertThat(lines(config))
                .containsExactly(
                        "a.conf:2: note: scripts are run by the user keepalived_script, who exists: script_user names"
                                + " another one",
                        "a.conf:4: note: track_file 'f' is tracked by nothing and is not run",
                        "a.conf:7: note: track_process 'p' is tracked by nothing and is not run");
        CheckSource source = config.routers().get(0).checks().get(0).check().source();
        assertThat(source)
                .isEqualTo(new CheckSource.Async(
                        new CommandProbe(Command.of("/bin/true").as("keepalived_script"))));
    }

    @Test
    void whatIsWrongWithTheFileOfAScriptIsReportedWhereItIsRead() throws IOException {
        Path script = directory.resolve("check.sh");
        Files.writeString(script, """
                A=`ps -C haproxy --no-header |wc -1`
                if [ $A -eq 0];then
                if [ "$A" = "]" ] || [ -e /x ]; then echo [a]; fi
                # wc -1
                """);
        Path file = directory.resolve("k.conf");
        Files.writeString(
                file,
                "global_defs {\nscript_user root\n%s}\nvrrp_script s {\nscript " + script + "\n}\n"
                        + router("A", 7, "track_script {\ns\n}"));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(load(file, ""))
                .singleElement()
                .asString()
                .startsWith(file + ":5: warning: the command cannot be started here and counts as failed: ")
                .contains("not executable");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xrwx"));
        assertThat(load(file, ""))
                .contains(
                        file + ":5: warning: others than root can write " + script + " and so decide what root runs:"
                                + " change its owner or mode, or set script_user",
                        script + ":1: warning: 'wc -1' has the digit one: 'wc -l' with the letter counts lines",
                        script + ":2: warning: ']' must have a blank before it: the shell takes it for a part of the"
                                + " word")
                .hasSize(3);
        assertThat(load(file, "enable_script_security\n"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith(file + ":6: error: enable_script_security refuses the script: others than root"));
        Files.delete(script);
        assertThat(load(file, "")).singleElement().asString().contains(script + " does not exist");
    }

    private static List<String> load(Path file, String globals) throws IOException {
        String text = Files.readString(file);
        Path copy = Files.writeString(file.resolveSibling("copy.conf"), text.formatted(globals));
        return lines(KeepalivedConfig.load(copy)).stream()
                .map(line -> line.replace(copy.toString(), file.toString()))
                .toList();
    }

    @Test
    void initialFilesAreWrittenOnDemand() throws IOException {
        Path file = directory.resolve("value");
        KeepalivedConfig config = parse("track_file f {\nfile " + file + "\ninit_file 7\n}\ntrack_file g {\nfile "
                + file + "\ninit_file overwrite 8\n}\n");

        assertThat(config.initialFiles())
                .containsExactly(new InitialFile(file, 7, false), new InitialFile(file, 8, true));
        assertThat(file).doesNotExist();
        config.initialFiles().get(0).write();
        assertThat(file).hasContent("7");
        config.initialFiles().get(0).write();
        config.initialFiles().get(1).write();
        assertThat(file).hasContent("8");
        config.initialFiles().get(0).write();
        assertThat(file).hasContent("8");
    }
}
