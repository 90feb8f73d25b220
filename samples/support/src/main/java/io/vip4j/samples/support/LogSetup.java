/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.LoggerFactory;

/** Sends log lines to stderr. In code rather than XML, whose parser would cost start-up time and memory. */
public final class LogSetup extends ContextAwareBase implements Configurator {

    private static final String OURS = "io.vip4j";

    /** Called by logback through ServiceLoader. */
    public LogSetup() {}

    @Override
    public ExecutionStatus configure(LoggerContext loggers) {
        LineLayout layout = new LineLayout();
        layout.setContext(loggers);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(loggers);
        encoder.setLayout(layout);
        encoder.start();
        ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
        stderr.setContext(loggers);
        stderr.setTarget(ConsoleTarget.SystemErr.getName());
        stderr.setEncoder(encoder);
        stderr.start();
        ch.qos.logback.classic.Logger root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(stderr);
        loggers.getLogger(OURS).setLevel(Level.INFO);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Has the logging system ready before several threads ask for it. */
    public static void load() {
        LoggerFactory.getILoggerFactory();
    }

    /** Sets how much vip4j and its samples tell. */
    public static void level(Level level) {
        level("", level);
    }

    /**
     * Sets how much a part of vip4j and its samples tells.
     *
     * @param part a package or class below {@code io.vip4j}; empty: all of it
     */
    public static void level(String part, Level level) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers) {
            loggers.getLogger(part.isEmpty() ? OURS : OURS + "." + part).setLevel(level);
        }
    }
}
