/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.spi.PlatformException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageSettingsTest {

    private static final Optional<BearerToken> TOKEN = Optional.of(new BearerToken("0123456789abcdef"));

    static final OptionNames OPTIONS = new OptionNames("--host", "--token-file", "--allow-remote");

    @TempDir
    private Path directory;

    private Path file(String content, String permissions) throws Exception {
        Path file = Files.writeString(directory.resolve("token"), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void otherHostsComeOnlyWhereThatIsWantedAndATokenIsThere() {
        InetSocketAddress everywhere = new InetSocketAddress(8080);
        assertThatThrownBy(() -> new PageSettings(everywhere, TOKEN, false, Set.of(), OPTIONS))
                .hasMessageContaining(
                        "0.0.0.0:8080; listen at 127.0.0.1 and come through an SSH tunnel or a proxy, or say --allow-remote");
        assertThatThrownBy(() -> new PageSettings(everywhere, Optional.empty(), true, Set.of(), OPTIONS))
                .hasMessageContaining("--allow-remote needs --token-file");
        assertThat(new PageSettings(everywhere, TOKEN, true, Set.of(), OPTIONS).isOurs("198.51.100.7:8080"))
                .isTrue();
        assertThatThrownBy(() ->
                        new PageSettings(InetSocketAddress.createUnresolved("x", 1), TOKEN, true, Set.of(), OPTIONS))
                .hasMessageContaining("must be a literal: x");
    }

    @Test
    void theTokenIsTheContentOfAFileOfItsOwner() throws Exception {
        BearerToken token = BearerToken.read(file("0123456789abcdef\n", "rw-------"));
        assertThat(token.matches("Bearer 0123456789abcdef")).isTrue();
        assertThat(token.matches("bearer 0123456789abcdef")).isTrue();
        assertThat(token.matches("Bearer 0123456789abcdeF")).isFalse();
        assertThat(token.matches("")).isFalse();
        assertThat(token).hasToString("token of 16 characters");
    }

    @Test
    void aTokenThatOthersCanReadOrGuessIsRefused() throws Exception {
        Path open = file("0123456789abcdef", "rw-r-----");
        assertThatThrownBy(() -> BearerToken.read(open))
                .isInstanceOf(PlatformException.class)
                .hasMessage("token file " + open + " is open to others (rw-r-----): chmod 600 " + open);
        Path brief = file("secret", "rw-------");
        assertThatThrownBy(() -> BearerToken.read(brief))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("must have 16..1024 characters, this one has 6; openssl rand -hex 24 makes");
        Path spaced = file("correct horse battery", "rw-------");
        assertThatThrownBy(() -> BearerToken.read(spaced)).hasMessageContaining("printable ASCII without spaces");
        assertThatThrownBy(() -> BearerToken.read(directory.resolve("missing")))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("cannot be read");
    }
}
