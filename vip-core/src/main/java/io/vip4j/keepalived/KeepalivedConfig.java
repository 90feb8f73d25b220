/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The virtual routers of a keepalived.conf and everything there is to say about the file. Immutable.
 *
 * <p>Reading never throws because of what a file holds, and looks at the host only for what the text refers to: its uptime,
 * host name, environment and users, and with {@link #load} included files and the files of scripts. Whether an interface
 * exists shows when a router starts. What is done with each keyword is
 * listed in {@code docs/keepalived.md}.
 */
public final class KeepalivedConfig {

    /** The largest file that is read, in octets and in characters. */
    public static final int MAX_SIZE = 1 << 20;

    private final HostConfig hostConfig;
    private final List<Diagnostic> diagnostics;
    private final Optional<String> routerId;
    private final Map<String, EventCommands> eventCommands;
    private final List<EventCommands.OfGroup> groupCommands;
    private final List<InitialFile> initialFiles;

    private KeepalivedConfig(Importer importer, List<Diagnostic> diagnostics) {
        this.hostConfig = importer.hostConfig();
        this.diagnostics = diagnostics;
        this.routerId = importer.defaults().routerId();
        this.eventCommands = Map.copyOf(importer.eventCommands());
        this.groupCommands = List.copyOf(importer.groupCommands());
        this.initialFiles = List.copyOf(importer.initialFiles());
    }

    /**
     * Reads a file. If it is missing, unreadable, too large, not a regular file or not UTF-8, the result has no router
     * and one error that says so.
     *
     * @param file the file; diagnostics name it as it is given here
     */
    public static KeepalivedConfig load(Path file) {
        return load(file, Options.DEFAULT);
    }

    /**
     * Reads a file and those that it includes. If it is missing, unreadable, too large, not a regular file or not UTF-8,
     * the result has no router and one error that says so.
     *
     * @param file the file; diagnostics name it as it is given here
     */
    public static KeepalivedConfig load(Path file, Options options) {
        String name = file.toString();
        SourceFile source = SourceFile.read(file);
        Diagnostics diagnostics = new Diagnostics(name);
        return source.problem().isPresent()
                ? unreadable(name, source)
                : parse(name, source.text(), Includes.of(file, diagnostics), options, Host.THIS, diagnostics);
    }

    /**
     * Reads the text of a file.
     *
     * @param fileName what diagnostics call the file
     * @param text at most {@link #MAX_SIZE} characters
     */
    public static KeepalivedConfig parse(String fileName, String text) {
        return parse(fileName, text, Options.DEFAULT);
    }

    /**
     * Reads the text of a file. There is no directory that an include line could be relative to, so that it is an error:
     * use {@link #load(Path, Options)}.
     *
     * @param fileName what diagnostics call the file
     * @param text at most {@link #MAX_SIZE} characters
     */
    public static KeepalivedConfig parse(String fileName, String text, Options options) {
        return parse(fileName, text, options, Host.THIS.withoutScripts());
    }

    static KeepalivedConfig parse(String fileName, String text, Options options, Host host) {
        Diagnostics diagnostics = new Diagnostics(fileName);
        return text.length() > MAX_SIZE
                ? unreadable(fileName, SourceFile.tooLarge())
                : parse(fileName, text, Includes.none(diagnostics), options, host, diagnostics);
    }

    private static KeepalivedConfig parse(
            String name, String text, Includes includes, Options options, Host host, Diagnostics diagnostics) {
        Importer importer = new Importer(diagnostics, host);
        importer.read(Parser.parse(Lexer.tokens(name, text, includes, options, diagnostics), diagnostics));
        return new KeepalivedConfig(importer, diagnostics.toList());
    }

    private static KeepalivedConfig unreadable(String name, SourceFile source) {
        Diagnostics diagnostics = new Diagnostics(name);
        diagnostics.error(new Position(name, source.line()), source.problem().orElseThrow());
        return new KeepalivedConfig(new Importer(diagnostics, Host.THIS), diagnostics.toList());
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

    /** The commands that {@code notify_*} lines want to be run, by the name of the virtual router; without those that have none. */
    public Map<String, EventCommands> eventCommands() {
        return eventCommands;
    }

    /** The commands that {@code notify_*} lines of groups want to be run. */
    public List<EventCommands.OfGroup> groupCommands() {
        return groupCommands;
    }

    /** The files that {@code init_file} wants to be there: write them before the virtual routers are started. */
    public List<InitialFile> initialFiles() {
        return initialFiles;
    }
}
