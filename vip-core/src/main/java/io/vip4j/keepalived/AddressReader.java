/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.keepalived.InstanceDraft.AddressLine;
import io.vip4j.keepalived.Keywords.Section;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.AddressOptions;
import io.vip4j.vrrp.AddressScope;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import java.time.Duration;
import java.util.Optional;

/** Reads the lines of {@code virtual_ipaddress} and {@code virtual_ipaddress_excluded}. */
final class AddressReader {

    private static final int FOREVER_SECONDS = Integer.MAX_VALUE;

    private final String keyword;
    private final Diagnostics diagnostics;

    AddressReader(String keyword, Diagnostics diagnostics) {
        this.keyword = keyword;
        this.diagnostics = diagnostics;
    }

    /** The address of a line, in the plain form if only its options are wrong; empty if it is none. */
    Optional<AddressLine> read(Statement statement) {
        VirtualAddress address;
        try {
            address = VirtualAddress.parse(statement.name());
        } catch (ConfigurationException e) {
            diagnostics.error(statement.at(), keyword + ": " + e.getMessage());
            return Optional.empty();
        }
        Line line = Line.about(Section.ADDRESS, "address", statement, diagnostics);
        AddressOptions options = AddressOptions.NONE;
        for (Optional<Token> option = line.option(); option.isPresent(); option = line.option()) {
            Token word = option.get();
            switch (word.text()) {
                case "peer" -> options = line.address(word).map(options::peer).orElse(options);
                case "brd", "broadcast" ->
                    options = broadcast(line, word, address)
                            .map(options::broadcast)
                            .orElse(options);
                default -> options = plainOption(line, word, options, address.family());
            }
        }
        return Optional.of(new AddressLine(
                line.isRight() ? withOptions(address, options, statement.at()) : address, statement.at()));
    }

    private AddressOptions plainOption(Line line, Token word, AddressOptions options, AddressFamily family) {
        return switch (word.text()) {
            case "dev" -> line.text(word).map(options::on).orElse(options);
            case "label" ->
                line.text(word).map(label -> label(line, word, options, label)).orElse(options);
            case "scope" -> {
                Optional<AddressScope> scope = line.scope(word);
                yield isOf(AddressFamily.IPV4, family, word)
                        ? scope.map(options::scope).orElse(options)
                        : options;
            }
            case "noprefixroute" -> options.withoutPrefixRoute();
            case "-nodad" -> isOf(AddressFamily.IPV6, family, word) ? options.withDuplicateAddressDetection() : options;
            case "preferred_lft" -> {
                Optional<Duration> lifetime = preferredLifetime(line, word);
                yield isOf(AddressFamily.IPV6, family, word)
                        ? lifetime.map(options::preferredLifetime).orElse(options)
                        : options;
            }
            default -> {
                line.unknown(word, "address");
                yield options;
            }
        };
    }

    /** Whether an option means something for an address; keepalived takes it of any. */
    private boolean isOf(AddressFamily wanted, AddressFamily family, Token option) {
        if (family != wanted) {
            diagnostics.note(
                    option.at(), "option '" + option.text() + "' has no effect with an " + family + " address");
        }
        return family == wanted;
    }

    private static AddressOptions label(Line line, Token word, AddressOptions options, String label) {
        try {
            return options.label(label);
        } catch (ConfigurationException e) {
            line.fail(word, "option 'label': " + e.getMessage());
            return options;
        }
    }

    private static Optional<Duration> preferredLifetime(Line line, Token word) {
        Optional<Token> value = line.value(word);
        if (value.isEmpty() || value.get().text().equals("forever")) {
            return value.map(forever -> Duration.ofSeconds(FOREVER_SECONDS));
        }
        if (value.get().text().matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Integer.parseInt(value.get().text())));
        }
        line.fail(
                value.get(),
                "option 'preferred_lft' must be seconds 0..999999999 or forever: '"
                        + value.get().text() + "'");
        return Optional.empty();
    }

    private static Optional<IpAddress> broadcast(Line line, Token word, VirtualAddress address) {
        return line.value(word).flatMap(value -> {
            boolean ones = value.text().equals("+");
            if (ones || value.text().equals("-")) {
                if (address.family() == AddressFamily.IPV6 || address.prefixLength() > 30) {
                    line.fail(
                            value,
                            "option '" + word.text() + " " + value.text() + "' must come with an IPv4 prefix of 1..30: "
                                    + address);
                    return Optional.empty();
                }
                int hostBits = -1 >>> address.prefixLength();
                int bits = (int) address.address().low();
                return Optional.of(IpAddress.ofIpv4(ones ? bits | hostBits : bits & ~hostBits));
            }
            Optional<IpAddress> literal = IpAddress.tryParse(value.text());
            if (literal.isEmpty()) {
                line.fail(value, "option '" + word.text() + "' must be an address, + or -: '" + value.text() + "'");
            }
            return literal;
        });
    }

    private VirtualAddress withOptions(VirtualAddress address, AddressOptions options, Position at) {
        try {
            return address.with(options);
        } catch (ConfigurationException e) {
            diagnostics.error(at, keyword + ": " + e.getMessage());
            return address;
        }
    }
}
