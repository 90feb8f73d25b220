/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.keepalived.Keywords.Section;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpPrefix;
import io.vip4j.vrrp.VirtualRule;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one line of {@code virtual_rules}; an instance serves one line. */
final class RuleReader {

    private static final Pattern MARK =
            Pattern.compile("(0[xX][0-9a-fA-F]{1,8}|\\d{1,10})(?:/(0[xX][0-9a-fA-F]{1,8}|\\d{1,10}))?");

    private final Statement statement;
    private final RulePreferences preferences;
    private final Diagnostics diagnostics;
    private final Line line;

    private Optional<AddressFamily> family = Optional.empty();
    private OptionalInt preference = OptionalInt.empty();
    private Optional<IpPrefix> from = Optional.empty();
    private Optional<IpPrefix> to = Optional.empty();
    private Optional<String> incoming = Optional.empty();
    private Optional<String> outgoing = Optional.empty();
    private OptionalInt mark = OptionalInt.empty();
    private OptionalInt markMask = OptionalInt.empty();
    private boolean negated;
    private OptionalInt table = OptionalInt.empty();

    /** @param preferences gives one to the rules of the file that have none */
    RuleReader(Statement statement, RulePreferences preferences, Diagnostics diagnostics) {
        this.statement = statement;
        this.preferences = preferences;
        this.diagnostics = diagnostics;
        this.line = Line.of(Section.RULE, "rule", statement, diagnostics);
    }

    Optional<VirtualRule> read() {
        for (Optional<Token> option = line.option(); option.isPresent(); option = line.option()) {
            readOption(option.get());
        }
        if (!line.isRight()) {
            return Optional.empty();
        }
        if (table.isEmpty()) {
            diagnostics.error(statement.at(), "the rule must have a 'table': it is the only action that is supported");
            return Optional.empty();
        }
        AddressFamily effective =
                from.or(() -> to).map(IpPrefix::family).or(() -> family).orElse(AddressFamily.IPV4);
        if (preference.isEmpty()) {
            preference = OptionalInt.of(preferences.next(effective));
            diagnostics.warning(
                    statement.at(),
                    "the rule has no preference and gets " + preference.getAsInt()
                            + ", as in keepalived, which is hardly what is wanted: add 'preference N'");
        }
        try {
            return Optional.of(new VirtualRule(
                    effective,
                    preference.getAsInt(),
                    from,
                    to,
                    incoming,
                    outgoing,
                    mark,
                    markMask,
                    negated,
                    table.getAsInt()));
        } catch (ConfigurationException e) {
            diagnostics.error(statement.at(), "virtual_rules: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void readOption(Token word) {
        switch (word.text()) {
            case "from" -> from = prefix(word);
            case "to" -> to = prefix(word);
            case "iif", "dev" -> incoming = line.text(word);
            case "oif" -> outgoing = line.text(word);
            case "fwmark" -> line.value(word).ifPresent(this::readMark);
            case "table", "lookup" -> table = line.table(word);
            case "preference", "priority", "order" -> preference = line.number(word, 1);
            case "not" -> negated = true;
            case "inet" -> family = Optional.of(AddressFamily.IPV4);
            case "inet6" -> family = Optional.of(AddressFamily.IPV6);
            default -> line.unknown(word, "rule");
        }
    }

    private Optional<IpPrefix> prefix(Token option) {
        return line.value(option)
                .filter(value -> !value.text().equals("all") && !value.text().equals("any"))
                .flatMap(value -> line.prefix(option, value));
    }

    private void readMark(Token value) {
        Matcher matcher = MARK.matcher(value.text());
        long markBits = -1;
        long maskBits = -1;
        if (matcher.matches()) {
            markBits = Long.decode(matcher.group(1));
            maskBits = matcher.group(2) == null ? 0 : Long.decode(matcher.group(2));
        }
        if (markBits < 0 || markBits > 0xFFFF_FFFFL || maskBits > 0xFFFF_FFFFL) {
            line.fail(value, "option 'fwmark' must be MARK or MARK/MASK of 32 bits: '" + value.text() + "'");
            return;
        }
        mark = OptionalInt.of((int) markBits);
        markMask = matcher.group(2) == null ? OptionalInt.empty() : OptionalInt.of((int) maskBits);
    }
}
