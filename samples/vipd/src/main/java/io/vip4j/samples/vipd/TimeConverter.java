/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.samples.support.TimeText;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time of the command line. */
final class TimeConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        return TimeText.read(text).orElseThrow(() -> new TypeConversionException(TimeText.rule(text)));
    }
}
