/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.SyncGroup;
import io.vip4j.event.Anomaly;
import io.vip4j.event.AnomalyEvent;
import io.vip4j.event.AnomalyKind;
import io.vip4j.event.Cause;
import io.vip4j.event.CheckResult;
import io.vip4j.event.Transition;
import io.vip4j.event.Trigger;
import io.vip4j.event.VipState;
import io.vip4j.probe.Command;
import io.vip4j.vrrp.Vrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real commands that write down that they ran; closing waits for them. */
@Timeout(60)
class NotifyScriptsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private final AtomicInteger priority = new AtomicInteger(100);
    private int sequence;

    @Test
    void commandsRunInTheOrderOfTheEventsAndNeverOverlap() throws IOException {
        NotifyScripts scripts = scripts(LIMIT, Map.of("web", all("web", "sleep 0.05; ")));

        scripts.onTransition(to("web", VipState.BACKUP, Trigger.STARTUP));
        scripts.onTransition(to("web", VipState.ACTIVE, Trigger.ACTIVE_DOWN));
        scripts.onTransition(to("web", VipState.INITIALIZE, Trigger.HEALTH));
        scripts.onTransition(to("web", VipState.BACKUP, Trigger.STARTUP));
        scripts.onTransition(to("web", VipState.INITIALIZE, Trigger.SHUTDOWN));
        scripts.close();

        assertThat(written())
                .containsExactly(
                        "web backup",
                        "INSTANCE web BACKUP 100",
                        "web master",
                        "INSTANCE web MASTER 100",
                        "web fault",
                        "INSTANCE web FAULT 100",
                        "web backup",
                        "INSTANCE web BACKUP 100",
                        "web stop",
                        "INSTANCE web STOP 100");
        assertThat(scripts.dropped()).isZero();
    }

    @Test
    void stateThatWasToldIsNotToldAgainAndStopIsToldAtTheEnd() throws IOException {
        NotifyScripts scripts = scripts(LIMIT, Map.of("web", all("web", ""), "db", all("db", "")));

        scripts.onTransition(to("web", VipState.BACKUP, Trigger.STARTUP));
        scripts.onTransition(to("web", VipState.BACKUP, Trigger.STARTUP));
        scripts.onTransition(to("web", VipState.INITIALIZE, Trigger.INTERFACE));
        scripts.close();
        scripts.close();
        scripts.onTransition(to("web", VipState.BACKUP, Trigger.STARTUP));

        assertThat(written())
                .containsExactlyInAnyOrder(
                        "web backup",
                        "INSTANCE web BACKUP 100",
                        "web fault",
                        "INSTANCE web FAULT 100",
                        "web stop",
                        "INSTANCE web STOP 100",
                        "db stop",
                        "INSTANCE db STOP 100");
    }

    @Test
    void groupFollowsItsMembers() throws IOException {
        NotifyScripts scripts = new NotifyScripts(router -> priority.get(), LIMIT);
        scripts.configure(
                Map.of(), List.of(new EventCommands.OfGroup(SyncGroup.of("pair", "in", "out"), all("pair", ""))));

        scripts.onTransition(to("in", VipState.BACKUP, Trigger.STARTUP));
        scripts.onTransition(to("out", VipState.BACKUP, Trigger.STARTUP));
        scripts.onTransition(to("in", VipState.ACTIVE, Trigger.ACTIVE_DOWN));
        scripts.onTransition(to("out", VipState.ACTIVE, Trigger.ACTIVE_DOWN));
        scripts.onTransition(to("out", VipState.INITIALIZE, Trigger.HEALTH));
        scripts.onTransition(to("in", VipState.INITIALIZE, Trigger.HEALTH));
        scripts.onTransition(to("in", VipState.INITIALIZE, Trigger.SHUTDOWN));
        scripts.onTransition(to("out", VipState.INITIALIZE, Trigger.SHUTDOWN));
        scripts.close();

        assertThat(written())
                .containsExactly(
                        "pair backup",
                        "GROUP pair BACKUP 0",
                        "pair master",
                        "GROUP pair MASTER 0",
                        "pair fault",
                        "GROUP pair FAULT 0",
                        "pair stop",
                        "GROUP pair STOP 0");
    }

    @Test
    void oldestEventsAreDroppedWhenCommandsAreLateAndTheNewestIsTold() throws IOException {
        NotifyScripts scripts = scripts(LIMIT, Map.of("web", all("web", "sleep 0.02; ")));
        for (int i = 0; i < 100; i++) {
            scripts.onTransition(to("web", VipState.BACKUP, Trigger.HIGHER_PRIORITY));
            scripts.onTransition(to("web", VipState.ACTIVE, Trigger.ACTIVE_DOWN));
        }
        scripts.close();

        List<String> written = written();
        assertThat(written).endsWith("web master", "INSTANCE web MASTER 100", "web stop", "INSTANCE web STOP 100");
        assertThat(scripts.dropped()).isEqualTo(201 - written.size() / 2).isPositive();
    }

    @Test
    void commandThatHangsOrIsMissingHoldsUpTheNextOnlyForItsLimit() throws IOException {
        EventCommands commands = new EventCommands(
                Optional.of(append("master")),
                Optional.of(Command.of("sleep", "1000")),
                Optional.of(Command.of("/nowhere/script")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
        NotifyScripts scripts = scripts(Duration.ofSeconds(2), Map.of("web", commands));

        long startedAt = System.nanoTime();
        scripts.onTransition(to("web", VipState.INITIALIZE, Trigger.HEALTH));
        scripts.onTransition(to("web", VipState.BACKUP, Trigger.STARTUP));
        scripts.onTransition(to("web", VipState.ACTIVE, Trigger.ACTIVE_DOWN));
        assertThat(System.nanoTime() - startedAt).isLessThan(TimeUnit.SECONDS.toNanos(2));
        awaitWritten(1);
        scripts.close();

        assertThat(written()).containsExactly("master");
    }

    @Test
    void closingDoesNotWaitForEver() {
        EventCommands hanging = new EventCommands(
                Optional.of(Command.of("sleep", "1000")),
                Optional.of(Command.of("sleep", "1000")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
        NotifyScripts scripts = scripts(Duration.ofSeconds(1), Map.of("web", hanging));
        scripts.onTransition(to("web", VipState.BACKUP, Trigger.STARTUP));
        scripts.onTransition(to("web", VipState.ACTIVE, Trigger.ACTIVE_DOWN));

        long startedAt = System.nanoTime();
        scripts.close();

        assertThat(System.nanoTime() - startedAt).isLessThan(TimeUnit.SECONDS.toNanos(10));
    }

    @Test
    void contestIsToldWhenItBegins() throws IOException {
        NotifyScripts scripts = scripts(LIMIT, Map.of("web", all("web", "")));
        scripts.onAnomaly(anomaly(AnomalyKind.TWO_ACTIVE, VipState.ACTIVE, true));
        scripts.onAnomaly(anomaly(AnomalyKind.TWO_ACTIVE, VipState.ACTIVE, false));
        scripts.onAnomaly(anomaly(AnomalyKind.UNKNOWN_VRID, VipState.ACTIVE, true));
        awaitWritten(1);

        assertThat(written()).containsExactly("web contested");
        scripts.close();
    }

    @Test
    void priorityThatChangesIsToldWhereThatIsWanted() throws IOException {
        NotifyScripts scripts = scripts(LIMIT, Map.of("web", all("web", ""), "db", withoutPriority(all("db", ""))));
        scripts.onTransition(to("web", VipState.BACKUP, Trigger.STARTUP));
        scripts.onTransition(to("db", VipState.BACKUP, Trigger.STARTUP));
        scripts.onCheckResult(result("web"));
        priority.set(80);
        scripts.onCheckResult(result("web"));
        scripts.onCheckResult(result("db"));
        awaitWritten(6);

        assertThat(written())
                .containsExactlyInAnyOrder(
                        "web backup",
                        "INSTANCE web BACKUP 100",
                        "web backup",
                        "INSTANCE web BACKUP 80",
                        "db backup",
                        "INSTANCE db BACKUP 100");
        scripts.close();
    }

    @Test
    void commandsOfAChangedConfigurationApply() throws IOException {
        NotifyScripts scripts = scripts(LIMIT, Map.of("web", all("old", "")));
        scripts.onTransition(to("web", VipState.BACKUP, Trigger.STARTUP));
        scripts.configure(Map.of("web", all("new", "")), List.of());
        scripts.onTransition(to("web", VipState.BACKUP, Trigger.STARTUP));
        scripts.onTransition(to("web", VipState.ACTIVE, Trigger.ACTIVE_DOWN));
        scripts.close();

        assertThat(written())
                .containsExactly(
                        "old backup",
                        "INSTANCE web BACKUP 100",
                        "new master",
                        "INSTANCE web MASTER 100",
                        "new stop",
                        "INSTANCE web STOP 100");
    }

    private NotifyScripts scripts(Duration limit, Map<String, EventCommands> commands) {
        NotifyScripts scripts = new NotifyScripts(router -> priority.get(), limit);
        scripts.configure(commands, List.of());
        return scripts;
    }

    private EventCommands all(String name, String before) {
        return new EventCommands(
                Optional.of(shell(before + "echo " + name + " master")),
                Optional.of(shell(before + "echo " + name + " backup")),
                Optional.of(shell(before + "echo " + name + " fault")),
                Optional.of(shell(before + "echo " + name + " stop")),
                Optional.of(shell("echo " + name + " contested")),
                Optional.of(shell("echo \"$@\"")),
                true);
    }

    private static EventCommands withoutPriority(EventCommands commands) {
        return new EventCommands(
                commands.onActive(),
                commands.onBackup(),
                commands.onFault(),
                commands.onStop(),
                commands.onContested(),
                commands.generic(),
                false);
    }

    private Command append(String text) {
        return shell("echo " + text);
    }

    /** Its output goes to the file; what follows the words is "$@". */
    private Command shell(String script) {
        return Command.of("sh", "-c", "{ " + script + "; } >>\"$FILE\"", "sh").with("FILE", file().toString());
    }

    private Path file() {
        return directory.resolve("written");
    }

    private List<String> written() throws IOException {
        return Files.exists(file()) ? Files.readAllLines(file()) : List.of();
    }

    private void awaitWritten(int lines) throws IOException {
        long startedAt = System.nanoTime();
        List<String> seen = new ArrayList<>(written());
        while (seen.size() < lines && System.nanoTime() - startedAt < TimeUnit.SECONDS.toNanos(20)) {
            Thread.onSpinWait();
            seen = new ArrayList<>(written());
        }
    }

    private Transition to(String router, VipState state, Trigger trigger) {
        return new Transition(
                ++sequence, Instant.EPOCH, router, new Vrid(1), "eth0", state, state, Cause.of(trigger, "test"));
    }

    private AnomalyEvent anomaly(AnomalyKind kind, VipState state, boolean began) {
        return new AnomalyEvent(
                ++sequence,
                Instant.EPOCH,
                "web",
                new Vrid(1),
                "eth0",
                state,
                began,
                new Anomaly(kind, "", Instant.EPOCH, Instant.EPOCH, 1, "test"));
    }

    private static CheckResult result(String router) {
        return new CheckResult(router, "check", Instant.EPOCH, true, "ok", Duration.ZERO, true, false);
    }
}
