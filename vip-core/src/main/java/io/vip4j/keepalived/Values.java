/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.keepalived.Keywords.Row;
import io.vip4j.keepalived.Keywords.Section;
import io.vip4j.keepalived.Keywords.Shape;
import io.vip4j.vrrp.IpAddress;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Reads what follows a keyword. Whatever is wrong is reported, and the result is empty. */
final class Values {

    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,9}");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{0,9})?|\\.\\d{1,9}");

    private final Diagnostics diagnostics;

    Values(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** Whether the caller shall read the statement; if not, its fate is reported here. */
    boolean isRead(Section section, Statement statement) {
        Optional<Row> row = Keywords.find(section, statement.name());
        if (row.isEmpty()) {
            reportUnknown(section, statement);
            return false;
        }
        return isRead(row.get(), statement);
    }

    private boolean isRead(Row row, Statement statement) {
        String name = "'" + statement.name() + "'";
        switch (row.support()) {
            case SUPPORTED -> {
                return true;
            }
            case NO_EFFECT -> diagnostics.note(statement.at(), name + " has no effect here: " + row.remark());
            case IGNORED -> diagnostics.warning(statement.at(), name + " is ignored: " + row.remark());
            case REFUSED -> {
                boolean off = row.shape() == Shape.SWITCH
                        && statement.arguments().size() == 1
                        && onOff(statement.arguments().get(0).text()).equals(Optional.of(false));
                if (!off) {
                    diagnostics.error(statement.at(), name + " is refused: " + row.remark());
                }
            }
        }
        return false;
    }

    private void reportUnknown(Section section, Statement statement) {
        List<String> elsewhere = Keywords.sectionsOf(statement.name()).stream()
                .map(Section::title)
                .toList();
        String hint = elsewhere.isEmpty()
                ? ": check the spelling"
                : ": it belongs to " + String.join(" or ", elsewhere) + ", so check the braces before it";
        String place = section == Section.TOP ? "on top level" : "in " + section.title();
        diagnostics.error(statement.at(), "unknown keyword '" + statement.name() + "' " + place + hint);
    }

    /** The statements of a block with exactly this number of words before the brace. */
    Optional<List<Statement>> block(Statement statement, int words) {
        if (statement.block().isEmpty()) {
            diagnostics.error(statement.at(), "'" + statement.name() + "' must be followed by a block: '{' is missing");
            return Optional.empty();
        }
        if (statement.arguments().size() != words) {
            diagnostics.error(
                    statement.at(),
                    "'" + statement.name() + "' must have " + (words == 0 ? "no word" : "exactly one name")
                            + " before '{': " + statement.arguments().size() + " given");
            return Optional.empty();
        }
        return statement.block();
    }

    /** The only word after the keyword. */
    Optional<Token> word(Statement statement) {
        if (!hasNoBlock(statement)) {
            return Optional.empty();
        }
        if (statement.arguments().isEmpty()) {
            diagnostics.error(statement.at(), "'" + statement.name() + "' must have a value");
            return Optional.empty();
        }
        return statement.arguments().size() == 1
                ? Optional.of(statement.arguments().get(0))
                : reportExtra(statement, 1);
    }

    /** As {@link #word}, for a value that no message may show. */
    Optional<Token> secret(Statement statement) {
        if (statement.arguments().size() > 1) {
            diagnostics.error(
                    statement.at(),
                    "'" + statement.name() + "' must have one value: put it in quotes if it has blanks");
            return Optional.empty();
        }
        return word(statement);
    }

    /** A whole number in a range. */
    OptionalInt integer(Statement statement, int min, int max) {
        Optional<Token> word = word(statement);
        return word.isEmpty() ? OptionalInt.empty() : integer(statement.name(), word.get(), min, max);
    }

    /** A word that must be a whole number in a range. */
    OptionalInt integer(String field, Token word, int min, int max) {
        if (WHOLE.matcher(word.text()).matches()) {
            int value = Integer.parseInt(word.text());
            if (value >= min && value <= max) {
                return OptionalInt.of(value);
            }
            diagnostics.error(word.at(), field + " must be " + min + ".." + max + ": " + word.text());
            return OptionalInt.empty();
        }
        diagnostics.error(word.at(), field + " must be a whole number " + min + ".." + max + ": '" + word.text() + "'");
        return OptionalInt.empty();
    }

    /** Seconds with decimals in a range. */
    Optional<BigDecimal> seconds(Statement statement, BigDecimal min, BigDecimal max) {
        return word(statement).flatMap(word -> seconds(statement.name(), word, min, max));
    }

    private Optional<BigDecimal> seconds(String field, Token word, BigDecimal min, BigDecimal max) {
        String text = word.text();
        if (DECIMAL.matcher(text).matches()) {
            BigDecimal value = new BigDecimal(text);
            if (value.compareTo(min) >= 0 && value.compareTo(max) <= 0) {
                return Optional.of(value);
            }
        }
        diagnostics.error(
                word.at(),
                field + " must be a number of seconds " + min.toPlainString() + ".." + max.toPlainString() + ": '"
                        + text + "'");
        return Optional.empty();
    }

    /** Seconds with decimals in a range, to the nanosecond. */
    Optional<Duration> duration(Statement statement, BigDecimal min, BigDecimal max) {
        return word(statement).flatMap(word -> duration(statement.name(), word, min, max));
    }

    /** A word that must be a number of seconds in a range. */
    Optional<Duration> duration(String field, Token word, BigDecimal min, BigDecimal max) {
        return seconds(field, word, min, max)
                .map(seconds -> Duration.ofNanos(seconds.movePointRight(9).longValueExact()));
    }

    /** An IPv4 or IPv6 literal. */
    Optional<IpAddress> address(Statement statement) {
        return word(statement).flatMap(word -> {
            Optional<IpAddress> address = IpAddress.tryParse(word.text());
            if (address.isEmpty()) {
                diagnostics.error(
                        word.at(), statement.name() + " must be an IPv4 or IPv6 literal: '" + word.text() + "'");
            }
            return address;
        });
    }

    /** The words of a block of names, several on a line or each on its own. */
    List<Token> names(Statement statement) {
        List<Token> names = new ArrayList<>();
        for (Statement line : block(statement, 0).orElse(List.of())) {
            if (line.block().isPresent()) {
                diagnostics.error(line.at(), "a name must not be followed by a block: remove '{'");
            }
            names.add(line.keyword());
            names.addAll(line.arguments());
        }
        return names;
    }

    /** A keyword that stands alone. */
    boolean isBare(Statement statement) {
        if (!hasNoBlock(statement)) {
            return false;
        }
        if (!statement.arguments().isEmpty()) {
            reportExtra(statement, 0);
            return false;
        }
        return true;
    }

    /** A keyword that stands alone, which means on, or with on/true/yes or off/false/no. */
    Optional<Boolean> onOff(Statement statement) {
        if (statement.arguments().isEmpty()) {
            return hasNoBlock(statement) ? Optional.of(true) : Optional.empty();
        }
        Optional<Token> word = word(statement);
        Optional<Boolean> value = word.flatMap(token -> onOff(token.text()));
        if (word.isPresent() && value.isEmpty()) {
            diagnostics.error(
                    statement.at(),
                    "'" + statement.name() + "' must be on or off: '"
                            + word.get().text() + "'");
        }
        return value;
    }

    private static Optional<Boolean> onOff(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "on", "true", "yes" -> Optional.of(true);
            case "off", "false", "no" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private boolean hasNoBlock(Statement statement) {
        if (statement.block().isPresent()) {
            diagnostics.error(statement.at(), "'" + statement.name() + "' must not be followed by a block: remove '{'");
            return false;
        }
        return true;
    }

    private Optional<Token> reportExtra(Statement statement, int allowed) {
        Token extra = statement.arguments().get(allowed);
        diagnostics.error(
                extra.at(),
                "'" + statement.name() + "' must have " + (allowed == 0 ? "no value" : "one value") + ": remove '"
                        + extra.text() + "'");
        return Optional.empty();
    }
}
