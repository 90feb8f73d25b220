/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import io.vip4j.VipHost;
import io.vip4j.linux.LinuxVipPlatform;
import io.vip4j.samples.support.SignalSource;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * A vipd of its own JVM in a pseudo-terminal, which {@code script} of util-linux makes. What it writes is kept; keys
 * are what this writes to it. The modes of the terminal before and after are kept, too.
 */
final class PseudoTerminal implements AutoCloseable {

    static final String ENTERED = "\u001b[?1049h";
    static final String LEFT = "\u001b[?1049l";

    private static final String SCRIPT = "/usr/bin/script";
    private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]");
    private static final String HOME = "\u001b[H";

    private final Path directory;
    private final Process script;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Thread reader = new Thread(this::read, "pseudo-terminal");

    private PseudoTerminal(Path directory, Process script) {
        this.directory = directory;
        this.script = script;
        reader.setDaemon(true);
        reader.start();
    }

    /** Whether there is a {@code script}; says so if not, which CI does not accept. */
    static boolean isThere() {
        boolean there = new File(SCRIPT).canExecute();
        if (!there) {
            System.err.println(
                    "SKIPPED what vipd shows in a terminal: no " + SCRIPT + "; install util-linux or bsdutils");
        }
        return there || "true".equals(System.getenv("CI"));
    }

    /** Starts a command of vipd on a screen of 100 x 30. */
    static PseudoTerminal start(Path directory, String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String vipd = java + " -XX:TieredStopAtLevel=1 -cp '" + classPath() + "' " + Vipd.class.getName() + " "
                + String.join(" ", arguments);
        Path run = Files.writeString(
                directory.resolve("run.sh"),
                "trap : INT\nstty rows 30 cols 100\nstty -a > modes-before\n" + vipd
                        + "\necho $? > code\nstty -a > modes-after\n");
        // In the background of a shell SIGINT is ignored, and so it would be by everything that is started from there.
        ProcessBuilder builder = new ProcessBuilder(SCRIPT, "-qec", "env --default-signal=INT sh " + run, "/dev/null")
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(Map.of("TERM", "xterm", "LC_ALL", "C.UTF-8"));
        builder.environment().remove("NO_COLOR");
        return new PseudoTerminal(directory, builder.start());
    }

    /** What a client needs; {@code java.class.path} is only that of whatever runs the tests. */
    private static String classPath() {
        return Stream.of(
                        Vipd.class,
                        SignalSource.class,
                        VipHost.class,
                        LinuxVipPlatform.class,
                        CommandLine.class,
                        JsonFactory.class,
                        org.slf4j.Logger.class,
                        ch.qos.logback.classic.Logger.class,
                        ch.qos.logback.core.Context.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .map(place -> Path.of(URI.create(place.toString())).toString())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void read() {
        try (InputStream in = script.getInputStream()) {
            byte[] octets = new byte[8192];
            for (int length = in.read(octets); length >= 0; length = in.read(octets)) {
                synchronized (written) {
                    written.write(octets, 0, length);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that the terminal was given. */
    String written() {
        synchronized (written) {
            return written.toString(UTF_8);
        }
    }

    /** The words of the last picture. */
    String screen() {
        String all = written();
        return SEQUENCE.matcher(all.substring(Math.max(0, all.lastIndexOf(HOME))))
                .replaceAll("");
    }

    void press(String keys) throws IOException {
        script.outputWriter(UTF_8).append(keys).flush();
    }

    /** The process of vipd. */
    ProcessHandle vipd() {
        return script.descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow();
    }

    /** Waits for the end of vipd and returns its exit code. */
    int exitCode() throws Exception {
        if (!script.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("vipd has not ended; its screen is\n" + screen());
        }
        reader.join(TimeUnit.SECONDS.toMillis(20));
        return Integer.parseInt(Files.readString(directory.resolve("code")).strip());
    }

    String modesBefore() throws IOException {
        return Files.readString(directory.resolve("modes-before"));
    }

    String modesAfter() throws IOException {
        return Files.readString(directory.resolve("modes-after"));
    }

    /** Ends what is left of it. */
    @Override
    public void close() {
        script.descendants().forEach(ProcessHandle::destroyForcibly);
        script.destroyForcibly();
    }
}
