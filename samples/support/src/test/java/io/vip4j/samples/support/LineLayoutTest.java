/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LineLayoutTest {

    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) ";

    private final LineLayout layout = new LineLayout();

    private String line(Level level, String message, Throwable... thrown) {
        LoggerContext context = new LoggerContext();
        return layout.doLayout(new LoggingEvent(
                "", context.getLogger("test"), level, message, thrown.length == 0 ? null : thrown[0], null));
    }

    @Test
    void anEventIsOneLineWithTimeAndLevel() {
        assertThat(line(Level.INFO, "started")).matches(TIME + "INFO  started\n");
        assertThat(line(Level.ERROR, "broken")).matches(TIME + "ERROR broken\n");
    }

    @Test
    void anExceptionIsNamedWithoutItsStack() {
        assertThat(line(Level.WARN, "failed", new IllegalStateException("first\nsecond")))
                .matches(TIME + "WARN  failed: java.lang.IllegalStateException: first second\n");
    }

    @Test
    void nothingSteersATerminal() {
        assertThat(line(Level.INFO, "a\u001b[31m\r\nb")).matches(TIME + "INFO  a \\[31m  b\n");
    }

    @Test
    void theProcessLogsThisWay() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        assertThat(context.getLogger("io.vip4j.x").getEffectiveLevel()).isEqualTo(Level.INFO);
        assertThat(context.getLogger("io.netty").getEffectiveLevel()).isEqualTo(Level.WARN);
        assertThat(context.getLogger("ROOT").iteratorForAppenders())
                .toIterable()
                .hasSize(1);
    }
}
