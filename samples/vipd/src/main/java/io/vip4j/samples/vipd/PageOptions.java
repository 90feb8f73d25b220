/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.samples.support.http.BearerToken;
import io.vip4j.samples.support.http.OptionNames;
import io.vip4j.samples.support.http.PageSettings;
import io.vip4j.spi.PlatformException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether and to whom the status page is served. */
final class PageOptions {

    /** What the options are called. */
    static final OptionNames NAMES = new OptionNames("--http-host", "--http-token-file", "--http-allow-remote");

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--http",
            paramLabel = "ADDRESS:PORT",
            converter = ListenAddress.class,
            description = "Serve the status page there. Loopback addresses only, unless --http-allow-remote is given.")
    private @Nullable InetSocketAddress address;

    @Option(
            names = "--http-token-file",
            paramLabel = "FILE",
            description =
                    "Let who sends the content of FILE steer the routers over HTTP; mode 0600. Without it the page"
                            + " only shows.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--http-allow-remote",
            description = "Other hosts may come; everything needs the token then. Put a proxy with TLS before it.")
    private boolean remote;

    @Option(
            names = "--http-host",
            paramLabel = "NAME",
            description = "A name by which browsers call this host; may be repeated. Addresses need none.")
    private List<String> names = new ArrayList<>();

    /**
     * What was asked for; empty: no page.
     *
     * @throws PlatformException if the file of the token is no good
     * @throws ParameterException if the options do not go together
     */
    Optional<PageSettings> settings() {
        InetSocketAddress wanted = address;
        if (wanted == null) {
            if (tokenFile != null || remote || !names.isEmpty()) {
                throw wrong("the other options of the status page need --http ADDRESS:PORT");
            }
            return Optional.empty();
        }
        Optional<BearerToken> token = Optional.ofNullable(tokenFile).map(BearerToken::read);
        try {
            return Optional.of(new PageSettings(wanted, token, remote, new HashSet<>(names), NAMES));
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private RuntimeException wrong(String why) {
        CommandSpec spec = command;
        return spec == null ? new IllegalArgumentException(why) : new ParameterException(spec.commandLine(), why);
    }
}
