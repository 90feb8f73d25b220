/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Console;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * The whole screen of a terminal, for pictures that replace each other. What stood there comes back when this is
 * closed, or when the JVM ends in any way but SIGKILL. Drawing and closing are safe from any thread.
 */
public final class Terminal implements AutoCloseable {

    /** What a terminal without keys delivers: it is gone. */
    public static final int END = -1;

    // The sequences of xterm, which all terminals of today understand: another buffer for the screen, the cursor.
    private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[2J";
    private static final String LEAVE = "\u001b[0m\u001b[?25h\u001b[?1049l";
    private static final String HOME = "\u001b[H";
    private static final String CLEAR_TO_END_OF_LINE = "\u001b[K";
    private static final String CLEAR_TO_END_OF_SCREEN = "\u001b[J";

    private final PrintStream out;
    private final boolean coloured;
    private final Optional<String> modes; // As they were; empty: stty does not help.
    private final Thread restore = new Thread(this::leave, "terminal-restore");
    private final Object screen = new Object();
    private boolean left; // Guarded by screen.

    private Terminal(PrintStream out, boolean coloured, Optional<String> modes) {
        this.out = out;
        this.coloured = coloured;
        this.modes = modes;
    }

    /** Whether people sit at this process: input and output are a terminal. */
    @SuppressWarnings("SystemConsoleNull") // It still may be null; what Java 22 has changed is looked at below.
    public static boolean isAttached() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try { // Since Java 22 there is a console without a terminal, too, and a method that tells them apart.
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** The size of the terminal of this process; empty if it cannot be known. May take some milliseconds. */
    public static Optional<Size> size() {
        return Stty.run("size").flatMap(Size::ofStty);
    }

    /**
     * Takes the screen.
     *
     * @param out the terminal
     * @param coloured whether to use colours
     */
    public static Terminal open(PrintStream out, boolean coloured) {
        Terminal terminal = new Terminal(out, coloured, Stty.run("-g"));
        Runtime.getRuntime().addShutdownHook(terminal.restore);
        // Keys at once and unseen. Ctrl-C stays a signal; a stop by Ctrl-Z would leave the screen as it is.
        terminal.modes.ifPresent(modes -> Stty.run("-icanon", "-echo", "min", "1", "time", "0", "susp", "undef"));
        terminal.write(ENTER);
        return terminal;
    }

    /**
     * Begins to listen to keys, on a thread of its own, until the JVM ends. Without stty nothing is heard.
     *
     * @param key called with each octet, and with {@link #END} when the terminal is gone
     */
    public void listen(IntConsumer key) {
        if (modes.isEmpty()) {
            return;
        }
        Thread listener = new Thread(
                () -> {
                    try (InputStream keys = new FileInputStream(Stty.TERMINAL)) {
                        int octet;
                        do {
                            octet = keys.read();
                            key.accept(octet);
                        } while (octet != END);
                    } catch (IOException e) {
                        key.accept(END);
                    }
                },
                "terminal-keys");
        listener.setDaemon(true);
        listener.start();
    }

    /** Shows a picture in place of the one before; it must fit the screen. What stays is not cleared: no flicker. */
    public void draw(List<Text> picture) {
        StringBuilder sequence = new StringBuilder(HOME);
        for (int row = 0; row < picture.size(); row++) {
            sequence.append(row == 0 ? "" : "\r\n");
            sequence.append(picture.get(row).render(coloured)).append(CLEAR_TO_END_OF_LINE);
        }
        write(sequence.append(CLEAR_TO_END_OF_SCREEN).toString());
    }

    private void write(String sequence) {
        synchronized (screen) {
            if (!left) {
                byte[] octets = sequence.getBytes(UTF_8);
                out.write(octets, 0, octets.length);
                out.flush();
            }
        }
    }

    private void leave() {
        synchronized (screen) {
            if (!left) {
                write(LEAVE);
                left = true;
                modes.ifPresent(Stty::run);
            }
        }
    }

    /** Gives the screen and the modes of the terminal back. Idempotent. */
    @Override
    public void close() {
        leave();
        forgetRestore();
    }

    private boolean forgetRestore() {
        try {
            return Runtime.getRuntime().removeShutdownHook(restore);
        } catch (IllegalStateException e) {
            return false; // The JVM ends, and calls it or has called it.
        }
    }
}
