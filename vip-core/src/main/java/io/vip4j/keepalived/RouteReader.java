/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.keepalived.Keywords.Section;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.AddressScope;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.IpPrefix;
import io.vip4j.vrrp.VirtualRoute;
import io.vip4j.vrrp.VirtualRoute.Kind;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads one line of {@code virtual_routes}; an instance serves one line. */
final class RouteReader {

    private final Statement statement;
    private final Diagnostics diagnostics;
    private final Line line;

    private Kind kind = Kind.UNICAST;
    private Optional<IpPrefix> destination = Optional.empty();
    private boolean toEverything;
    private Optional<AddressFamily> family = Optional.empty();
    private Optional<IpAddress> via = Optional.empty();
    private Optional<String> device = Optional.empty();
    private Optional<IpAddress> source = Optional.empty();
    private OptionalInt metric = OptionalInt.empty();
    private OptionalInt table = OptionalInt.empty();
    private Optional<AddressScope> scope = Optional.empty();
    private boolean onLink;
    private OptionalInt mtu = OptionalInt.empty();

    RouteReader(Statement statement, Diagnostics diagnostics) {
        this.statement = statement;
        this.diagnostics = diagnostics;
        this.line = Line.of(Section.ROUTE, "route", statement, diagnostics);
    }

    Optional<VirtualRoute> read() {
        for (Optional<Token> option = line.option(); option.isPresent(); option = line.option()) {
            readOption(option.get());
        }
        if (!line.isRight()) {
            return Optional.empty();
        }
        if (destination.isEmpty() && !toEverything) {
            diagnostics.error(statement.at(), "the route must have a destination: a prefix, an address or default");
            return Optional.empty();
        }
        try {
            return Optional.of(new VirtualRoute(
                    kind,
                    destination.orElseGet(() -> IpPrefix.everything(familyOfEverything())),
                    via,
                    device,
                    source,
                    metric,
                    table,
                    scope,
                    onLink,
                    mtu));
        } catch (ConfigurationException e) {
            diagnostics.error(statement.at(), "virtual_routes: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** As in keepalived: what the addresses of the line say, else IPv4. */
    private AddressFamily familyOfEverything() {
        return via.or(() -> source).map(IpAddress::family).or(() -> family).orElse(AddressFamily.IPV4);
    }

    private void readOption(Token word) {
        switch (word.text()) {
            case "unicast", "blackhole", "unreachable", "prohibit" ->
                kind = switch (word.text()) {
                    case "blackhole" -> Kind.BLACKHOLE;
                    case "unreachable" -> Kind.UNREACHABLE;
                    case "prohibit" -> Kind.PROHIBIT;
                    default -> Kind.UNICAST;
                };
            case "to" -> line.value(word).ifPresent(value -> readDestination(word, value));
            case "via", "gw" -> via = line.address(word);
            case "dev", "oif" -> device = line.text(word);
            case "src" -> source = line.address(word);
            case "metric", "preference", "priority" -> metric = line.number(word, 0);
            case "table" -> table = line.table(word);
            case "scope" -> scope = line.scope(word);
            case "onlink" -> onLink = true;
            case "mtu" -> mtu = line.number(word, 68, 65_535);
            case "inet" -> family = Optional.of(AddressFamily.IPV4);
            case "inet6" -> family = Optional.of(AddressFamily.IPV6);
            default -> readDestination(word, word);
        }
    }

    private void readDestination(Token option, Token value) {
        boolean looksLikeOne = value.text().equals("default")
                || value.text().contains(".")
                || value.text().contains(":");
        if (destination.isPresent() || toEverything || (!looksLikeOne && option.equals(value))) {
            line.unknown(value, "route");
        } else if (value.text().equals("default")) {
            toEverything = true;
        } else {
            destination = line.prefix(option, value);
        }
    }
}
