/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/** Whatever people write: an address, or a refusal that is a {@link ConfigurationException}. */
final class AddressTextFuzzTest {

    @FuzzTest
    void parse(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        IpAddress.tryParse(text)
                .ifPresent(address ->
                        assertThat(IpAddress.parse(address.toString())).isEqualTo(address));
        IpAddress.tryParse(text)
                .ifPresent(address ->
                        assertThat(IpAddress.ofOctets(address.octets())).isEqualTo(address));
        readsItsOwnText(text, VirtualAddress::parse);
        readsItsOwnText(text, IpPrefix::parse);
    }

    private static <T> void readsItsOwnText(String text, Function<String, T> parser) {
        accepted(text, parser)
                .ifPresent(value -> assertThat(parser.apply(value.toString())).isEqualTo(value));
    }

    private static <T> Optional<T> accepted(String text, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(text));
        } catch (ConfigurationException e) {
            return Optional.empty();
        }
    }
}
