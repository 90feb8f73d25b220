/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The virtual routers of a keepalived.conf and everything there is to say about the file. Immutable.
 *
 * <p>Reading never throws because of what a file holds, and never looks at the host, but for its uptime if the file has
 * vrrp_delay_after_boot: whether an interface exists shows when a router starts. What is done with each keyword is
 * listed in {@code docs/keepalived-conf.md}.
 */
public final class KeepalivedConfig {

    /** The largest file that is read, in octets and in characters. */
    public static final int MAX_SIZE = 1 << 20;

    private final HostConfig hostConfig;
    private final List<Diagnostic> diagnostics;
    private final Optional<String> routerId;

    private KeepalivedConfig(HostConfig hostConfig, List<Diagnostic> diagnostics, Optional<String> routerId) {
        this.hostConfig = hostConfig;
        this.diagnostics = diagnostics;
        this.routerId = routerId;
    }

    /**
     * Reads a file. If it is missing, unreadable, too large, not a regular file or not UTF-8, the result has no router
     * and one error that says so.
     *
     * @param file the file; diagnostics name it as it is given here
     */
    public static KeepalivedConfig load(Path file) {
        String name = file.toString();
        byte[] content;
        try {
            if (Files.isDirectory(file)) {
                return unreadable(name, 0, "is a directory: name the file in it");
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                return unreadable(name, 0, "must be a regular file");
            }
            try (InputStream in = Files.newInputStream(file)) {
                content = in.readNBytes(MAX_SIZE + 1);
            }
        } catch (NoSuchFileException e) {
            return unreadable(name, 0, "no such file");
        } catch (AccessDeniedException e) {
            return unreadable(name, 0, "cannot be read: permission denied");
        } catch (IOException e) {
            return unreadable(name, 0, "cannot be read: " + e.getMessage());
        }
        return content.length > MAX_SIZE ? tooLarge(name) : decode(name, content);
    }

    /**
     * Reads the text of a file.
     *
     * @param fileName what diagnostics call the file
     * @param text at most {@link #MAX_SIZE} characters
     */
    public static KeepalivedConfig parse(String fileName, String text) {
        return parse(fileName, text, HostUptime::read);
    }

    static KeepalivedConfig parse(String fileName, String text, Supplier<Optional<Duration>> uptime) {
        if (text.length() > MAX_SIZE) {
            return tooLarge(fileName);
        }
        Diagnostics diagnostics = new Diagnostics(fileName);
        Importer importer = new Importer(diagnostics, uptime);
        importer.read(Parser.parse(Lexer.tokens(fileName, text, diagnostics), diagnostics));
        return new KeepalivedConfig(
                importer.hostConfig(), diagnostics.toList(), importer.defaults().routerId());
    }

    private static KeepalivedConfig decode(String name, byte[] content) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(content);
        CharBuffer out = CharBuffer.allocate(content.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            int line = 1;
            for (int i = 0; i < in.position(); i++) {
                line += content[i] == '\n' ? 1 : 0;
            }
            return unreadable(name, line, "must be UTF-8: convert the file, for example with iconv");
        }
        return parse(name, out.flip().toString());
    }

    private static KeepalivedConfig tooLarge(String name) {
        return unreadable(name, 0, "must have at most " + MAX_SIZE + " octets");
    }

    private static KeepalivedConfig unreadable(String name, int line, String problem) {
        Diagnostics diagnostics = new Diagnostics(name);
        diagnostics.error(new Position(name, line), problem);
        return new KeepalivedConfig(new HostConfig(List.of(), List.of()), diagnostics.toList(), Optional.empty());
    }

    /**
     * The virtual routers that could be built, in the order of the file: those with a valid value for everything that
     * is required and without a refused keyword. If {@link #hasErrors()}, they are not what the file asks for: show the
     * diagnostics and do not start.
     */
    public List<VirtualRouterConfig> routers() {
        return hostConfig.routers();
    }

    /**
     * {@link #routers()} and the groups of those that could be built. Always valid in itself; if {@link #hasErrors()},
     * it is not what the file asks for.
     */
    public HostConfig hostConfig() {
        return hostConfig;
    }

    /** What there is to say, in the order of the lines; at most 200 and then one that counts the rest. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** Whether a diagnostic is an error. A caller must not start a router from such a file. */
    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
    }

    /** The {@code router_id} of {@code global_defs}: a name of this node for people, without effect. */
    public Optional<String> routerId() {
        return routerId;
    }
}
