/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import io.vip4j.vrrp.ConfigurationException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks an HTTP/1.1 server over a connection of its own and judges the answer: its status, headers and body. Redirects
 * are not followed, their status counts. The answer must come to its end in time; of its body the first 64 KiB count,
 * and what comes after them is neither read nor waited for. Immutable: each method returns a changed copy.
 *
 * @param host name or address to connect to; resolved anew for each question
 * @param port 1..65535
 * @param tls over TLS, and whom to trust there; empty: HTTP in the clear
 * @param method a token, for example GET, HEAD, OPTIONS or POST
 * @param path with the query, starts with a slash
 * @param virtualHost the Host header, and with TLS the name that is asked for and that the certificate must have; empty:
 *     {@code host}
 * @param headers sent besides Host, Connection, Content-Length, and User-Agent and Accept if they are not among them
 * @param body sent after the headers
 * @param accepted status codes that are good, at least one range
 * @param requiredHeaders what the answer must have
 * @param requiredBody what the body of the answer must hold
 */
public record HttpProbe(
        String host,
        int port,
        Optional<TlsTrust> tls,
        String method,
        String path,
        Optional<String> virtualHost,
        List<HttpHeader> headers,
        Octets body,
        List<StatusRange> accepted,
        List<HttpHeaderMatch> requiredHeaders,
        Optional<Expectation> requiredBody)
        implements SocketProbe {

    private static final Pattern URL = Pattern.compile("(https?)://(\\[[^]/]+]|[^]\\[/?#:@]+)(:[0-9]{1,5})?([/?].*)?");
    private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7e&&[^#]]*");
    private static final Pattern VIRTUAL_HOST = Pattern.compile("[\\x21-\\x7e&&[^/?#@]]+");
    private static final Set<String> OWN_HEADERS =
            Set.of("host", "connection", "content-length", "transfer-encoding", "expect", "upgrade");

    /** Copies the lists and checks all of it. */
    public HttpProbe {
        headers = List.copyOf(headers);
        accepted = List.copyOf(accepted);
        requiredHeaders = List.copyOf(requiredHeaders);
        if (port < 1 || port > 65535) {
            throw new ConfigurationException("check port must be 1..65535: " + port);
        }
        if (!HttpHeader.TOKEN.matcher(method).matches() || method.equals("CONNECT")) {
            throw new ConfigurationException(
                    "HTTP method must be a token (RFC 9110 9.1), not CONNECT: '" + method + "'");
        }
        if (!PATH.matcher(path).matches()) {
            throw new ConfigurationException(
                    "HTTP path must start with / and be visible ASCII without #, other characters as %XX: '" + path
                            + "'");
        }
        if (virtualHost.isPresent() && !VIRTUAL_HOST.matcher(virtualHost.get()).matches()) {
            throw new ConfigurationException("HTTP host must be a host name: '" + virtualHost.get() + "'");
        }
        for (HttpHeader header : headers) {
            if (OWN_HEADERS.contains(header.name().toLowerCase(java.util.Locale.ROOT))) {
                throw new ConfigurationException(
                        "HTTP header " + header.name() + " is set by the probe itself; for Host give the virtual host");
            }
        }
        if (accepted.isEmpty()) {
            throw new ConfigurationException("HTTP status: accept at least one range");
        }
    }

    /**
     * GET this; every status 200..399 is good.
     *
     * @param url {@code http://host[:port][/path]} or {@code https://...}, an IPv6 address in brackets; https trusts
     *     whom the JVM trusts
     */
    public static HttpProbe get(String url) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw new ConfigurationException("URL must be http://host[:port][/path] or https://..., without user and"
                    + " password (give a header Authorization for them): '" + shown(url) + "'");
        }
        boolean secure = matcher.group(1).equals("https");
        String host = matcher.group(2).replaceAll("[\\[\\]]", "");
        String port = matcher.group(3);
        String path = matcher.group(4) == null ? "/" : matcher.group(4);
        return new HttpProbe(
                host,
                port != null ? Integer.parseInt(port.substring(1)) : secure ? 443 : 80,
                secure ? Optional.of(TlsTrust.ofTheJvm()) : Optional.empty(),
                "GET",
                path.startsWith("?") ? "/" + path : path,
                Optional.empty(),
                List.of(),
                Octets.of(),
                List.of(new StatusRange(200, 399)),
                List.of(),
                Optional.empty());
    }

    /** With this method, for example HEAD. */
    public HttpProbe method(String value) {
        return new HttpProbe(
                host, port, tls, value, path, virtualHost, headers, body, accepted, requiredHeaders, requiredBody);
    }

    /** A POST with this body; give its Content-Type as a header. */
    public HttpProbe post(String value) {
        return body("POST", Octets.ofText(value));
    }

    /** With this method and this body; give its Content-Type as a header. */
    public HttpProbe body(String withMethod, Octets value) {
        return new HttpProbe(
                host,
                port,
                tls,
                withMethod,
                path,
                virtualHost,
                headers,
                value,
                accepted,
                requiredHeaders,
                requiredBody);
    }

    /** With this Host header, and with TLS this name. */
    public HttpProbe virtualHost(String value) {
        return new HttpProbe(
                host,
                port,
                tls,
                method,
                path,
                Optional.of(value),
                headers,
                body,
                accepted,
                requiredHeaders,
                requiredBody);
    }

    /** With one more header in the request; its value is never shown. */
    public HttpProbe header(String name, String value) {
        return new HttpProbe(
                host,
                port,
                tls,
                method,
                path,
                virtualHost,
                with(headers, new HttpHeader(name, value)),
                body,
                accepted,
                requiredHeaders,
                requiredBody);
    }

    /** With these good status codes instead of 200..399. */
    public HttpProbe accept(StatusRange... ranges) {
        return new HttpProbe(
                host,
                port,
                tls,
                method,
                path,
                virtualHost,
                headers,
                body,
                List.of(ranges),
                requiredHeaders,
                requiredBody);
    }

    /** With this good status code instead of 200..399. */
    public HttpProbe accept(int status) {
        return accept(new StatusRange(status, status));
    }

    /** With one more header that the answer must have, something in its value matching. */
    public HttpProbe expectHeader(String name, String regex) {
        return new HttpProbe(
                host,
                port,
                tls,
                method,
                path,
                virtualHost,
                headers,
                body,
                accepted,
                with(requiredHeaders, new HttpHeaderMatch(name, regex)),
                requiredBody);
    }

    /** With this in the body of the answer. */
    public HttpProbe expectBody(Expectation value) {
        return new HttpProbe(
                host,
                port,
                tls,
                method,
                path,
                virtualHost,
                headers,
                body,
                accepted,
                requiredHeaders,
                Optional.of(value));
    }

    /** Over TLS, trusting these. */
    public HttpProbe trust(TlsTrust value) {
        return new HttpProbe(
                host,
                port,
                Optional.of(value),
                method,
                path,
                virtualHost,
                headers,
                body,
                accepted,
                requiredHeaders,
                requiredBody);
    }

    @Override
    public Conversation begin() {
        Conversation plain = new HttpConversation(this);
        return tls.<Conversation>map(trust -> new TlsConversation(trust, tlsName(), plain))
                .orElse(plain);
    }

    /** The octets of the request. */
    ByteBuffer request() {
        StringBuilder head = new StringBuilder(256);
        line(head, method, " ", path, " HTTP/1.1");
        line(head, "Host: ", virtualHost.orElseGet(this::authority));
        line(head, "Connection: close");
        if (!has("user-agent")) {
            line(head, "User-Agent: vip4j");
        }
        if (!has("accept")) {
            line(head, "Accept: */*");
        }
        headers.forEach(header -> line(head, header.name(), ": ", header.value()));
        if (body.length() > 0 || Set.of("POST", "PUT", "PATCH").contains(method)) {
            line(head, "Content-Length: ", String.valueOf(body.length()));
        }
        line(head);
        byte[] octets = head.toString().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(octets.length + body.length())
                .put(octets)
                .put(body.buffer())
                .flip();
    }

    /** Without the query, headers and body: there may be secrets in them. */
    @Override
    public String toString() {
        String named = virtualHost.map(name -> " for " + name).orElse("");
        return method + " " + (tls.isPresent() ? "https://" : "http://") + authority() + shown(path) + named;
    }

    private String authority() {
        String usual = tls.isPresent() ? ":443" : ":80";
        String full = SocketProbe.target(host, port);
        return full.endsWith(usual) ? full.substring(0, full.length() - usual.length()) : full;
    }

    private String tlsName() {
        return virtualHost
                .map(name -> name.replaceFirst(":[0-9]+$", "").replaceAll("[\\[\\]]", ""))
                .orElse(host);
    }

    private boolean has(String name) {
        return headers.stream().anyMatch(header -> header.name().equalsIgnoreCase(name));
    }

    private static void line(StringBuilder head, String... parts) {
        for (String part : parts) {
            head.append(part);
        }
        head.append("\r\n");
    }

    private static String shown(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path.replaceFirst("//[^/]*@", "//***@") : path.substring(0, query) + "?***";
    }

    private static <T> List<T> with(List<T> list, T more) {
        List<T> longer = new ArrayList<>(list);
        longer.add(more);
        return longer;
    }
}
