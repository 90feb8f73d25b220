/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.config;

import io.vip4j.samples.support.http.BearerToken;
import io.vip4j.samples.support.http.OptionNames;
import io.vip4j.samples.support.http.PageSettings;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.ConfigurationException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;

/** Reads where the status page is served, and to whom. */
final class PageReader {

    /** What the settings are called. */
    static final OptionNames NAMES = new OptionNames("http.names", "http.token-file", "http.allow-remote");

    private final Path directory;

    /**
     * @param directory that relative names of files begin at
     */
    PageReader(Path directory) {
        this.directory = directory;
    }

    /** The settings; empty, and a fault, if the section is wrong. */
    Optional<PageSettings> read(Section section) {
        int before = section.faults().count();
        section.required("listen");
        Optional<InetSocketAddress> address = section.parsed("listen", Places::literal);
        Optional<BearerToken> token = section.parsed("token-file", this::token);
        boolean remote = section.flag("allow-remote", false);
        var names = new HashSet<>(section.texts("names"));
        section.finish();
        if (section.faults().count() > before) {
            return Optional.empty();
        }
        try {
            return address.map(at -> new PageSettings(at, token, remote, names, NAMES));
        } catch (IllegalArgumentException e) {
            section.refuse("listen", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private BearerToken token(String name) {
        try {
            return BearerToken.read(directory.resolve(name));
        } catch (PlatformException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()));
        }
    }
}
