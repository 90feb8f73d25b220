/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One line for each event: time, level, message and, of an exception, its class and message. No stack trace, and
 * nothing that a packet or a file could steer a terminal with.
 */
final class LineLayout extends LayoutBase<ILoggingEvent> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160);
        TIME.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), line);
        line.append(' ')
                .append(event.getLevel())
                .append(event.getLevel().levelStr.length() == 4 ? "  " : " ");
        appendPrintable(line, event.getFormattedMessage());
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            line.append(": ").append(thrown.getClassName()).append(": ");
            appendPrintable(line, String.valueOf(thrown.getMessage()));
        }
        return line.append('\n').toString();
    }

    private static void appendPrintable(StringBuilder line, String text) {
        text.codePoints().map(c -> Character.isISOControl(c) ? ' ' : c).forEach(line::appendCodePoint);
    }
}
