/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 127.0.0.1:8080} and {@code [::1]:8080}. Asks no name service. */
final class ListenAddress implements ITypeConverter<InetSocketAddress> {

    private static final Pattern FORM = Pattern.compile("(?:\\[(?<six>[^]]+)]|(?<four>[^:\\[\\]]+)):(?<port>\\d{1,5})");
    private static final int MAX_PORT = 65535;

    @Override
    public InetSocketAddress convert(String text) {
        Matcher form = FORM.matcher(text);
        if (form.matches() && Integer.parseInt(form.group("port")) <= MAX_PORT) {
            String host = form.group("six") == null ? form.group("four") : form.group("six");
            byte[] literal = NetUtil.createByteArrayFromIpAddressString(host.equals("localhost") ? "127.0.0.1" : host);
            if (literal != null) {
                return new InetSocketAddress(address(literal), Integer.parseInt(form.group("port")));
            }
        }
        throw new TypeConversionException(
                "'" + text + "' is not an address and port such as 127.0.0.1:8080 or [::1]:8080");
    }

    private static InetAddress address(byte[] literal) {
        try {
            return InetAddress.getByAddress(literal);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 and 16 octets are an address", e);
        }
    }
}
