/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import io.vip4j.health.ProcessQuery.Selector;
import io.vip4j.health.ProcessQuery.Selector.CommandLine;
import io.vip4j.health.ProcessQuery.Selector.PidFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds processes in the process file system of Linux, elsewhere with {@link ProcessHandle}. Blocks.
 *
 * @param proc where the process file system is
 */
record ProcessFinder(Path proc) {

    static final ProcessFinder OF_THIS_HOST = new ProcessFinder(Path.of("/proc"));

    private static final int MAX_COMMAND_LINE = 64 * 1024;
    private static final int MAX_PID_FILE = 64;

    /**
     * What was found.
     *
     * @param pids numbers of the processes that run, without those that have ended and wait for their parent
     * @param absence why there are none, for people; empty if there are some
     */
    record Found(Set<Long> pids, String absence) {

        static Found none(String absence) {
            return new Found(Set.of(), absence);
        }
    }

    Found find(Selector selector) throws IOException {
        return selector instanceof CommandLine commandLine ? started(commandLine) : named((PidFile) selector);
    }

    private Found named(PidFile selector) throws IOException {
        String text;
        try (InputStream file = Files.newInputStream(regular(selector.file()))) {
            text = new String(file.readNBytes(MAX_PID_FILE), StandardCharsets.US_ASCII).trim();
        } catch (NoSuchFileException e) {
            return Found.none(selector.file() + " does not exist");
        }
        long pid;
        try {
            pid = Long.parseLong(text.split("\\s", 2)[0]);
        } catch (NumberFormatException e) {
            return Found.none(selector.file() + " holds no process number");
        }
        return pid > 0 && isAlive(pid)
                ? new Found(Set.of(pid), "")
                : Found.none("process " + pid + " of " + selector.file() + " does not run");
    }

    /** Opening a named pipe would wait for somebody to write. */
    private static Path regular(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException(file + " is not a regular file");
        }
        return file;
    }

    private boolean isAlive(long pid) throws IOException {
        if (!Files.isDirectory(proc)) {
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
        }
        String stat;
        try {
            stat = Files.readString(proc.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) { // It ended before or while it was read.
            return false;
        }
        // The state follows the name, which is in brackets and may hold some itself.
        int state = stat.lastIndexOf(')') + 2;
        return state < stat.length() && stat.charAt(state) != 'Z' && stat.charAt(state) != 'X';
    }

    private Found started(CommandLine wanted) throws IOException {
        Set<Long> pids = new LinkedHashSet<>();
        if (Files.isDirectory(proc)) {
            try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
                for (Path process : processes) {
                    if (wanted.matches(commandLine(process))) {
                        pids.add(Long.parseLong(process.getFileName().toString()));
                    }
                }
            }
        } else {
            ProcessHandle.allProcesses()
                    .filter(process -> wanted.matches(commandLine(process.info())))
                    .forEach(process -> pids.add(process.pid()));
        }
        return pids.isEmpty() ? Found.none("no " + wanted.description() + " runs") : new Found(pids, "");
    }

    private static List<String> commandLine(Path process) {
        byte[] octets;
        try (InputStream file = Files.newInputStream(process.resolve("cmdline"))) {
            octets = file.readNBytes(MAX_COMMAND_LINE);
        } catch (IOException e) { // It has ended, or is none of ours to see.
            return List.of();
        }
        if (octets.length == 0) {
            return List.of();
        }
        String text = new String(octets, StandardCharsets.UTF_8);
        String[] words = (text.endsWith("\0") ? text.substring(0, text.length() - 1) : text).split("\0", -1);
        return Arrays.asList(words);
    }

    private static List<String> commandLine(ProcessHandle.Info info) {
        List<String> words = new ArrayList<>();
        info.command().ifPresent(words::add);
        info.arguments().ifPresent(arguments -> words.addAll(Arrays.asList(arguments)));
        return words;
    }
}
