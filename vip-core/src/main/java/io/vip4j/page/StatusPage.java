/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The status page as one HTML document, and the headers that it must be served with. It has no data in it: who may see
 * the page need not be allowed to see the routers. The package says what it asks its server for.
 *
 * <p>Made from the files beside this class, once. Immutable; safe from any thread.
 */
public final class StatusPage {

    /** In the order in which they are joined: what is used first comes first. */
    private static final List<String> SCRIPTS = List.of(
            "dom.js",
            "words.js",
            "timeline.js",
            "lateness.js",
            "routers.js",
            "sections.js",
            "control.js",
            "stream.js",
            "page.js");

    private static final StatusPage PAGE = load();

    private final byte[] html;
    private final Map<String, String> headers;

    private StatusPage(byte[] html, Map<String, String> headers) {
        this.html = html;
        this.headers = headers;
    }

    /** The page. */
    public static StatusPage get() {
        return PAGE;
    }

    /** The document, in UTF-8. */
    public byte[] html() {
        return html.clone();
    }

    /** Its {@code Content-Type}. */
    public String contentType() {
        return "text/html; charset=utf-8";
    }

    /**
     * The headers that the page must be served with, by name. The Content-Security-Policy lets the page's own script and
     * style run and nothing else, and lets it talk to its own server alone.
     */
    public Map<String, String> headers() {
        return headers;
    }

    private static StatusPage load() {
        String style = read("status.css");
        String script = SCRIPTS.stream().map(StatusPage::read).collect(Collectors.joining("\n"));
        String html = read("status.html").replace("/* STYLE */", style).replace("/* SCRIPT */", script);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Security-Policy", policy(style, script));
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY"); // For browsers that do not know frame-ancestors.
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        headers.put("Cache-Control", "no-cache");
        return new StatusPage(html.getBytes(UTF_8), Map.copyOf(headers));
    }

    private static String policy(String style, String script) {
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src '" + hash(script) + "'",
                "style-src '" + hash(style) + "'",
                "img-src data:",
                "connect-src 'self'",
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors 'none'",
                "require-trusted-types-for 'script'");
    }

    private static String hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String read(String file) {
        try (InputStream stream = StatusPage.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException(file + " of the status page is missing in the jar");
            }
            // Browsers hash what they have parsed, and that has no carriage returns.
            return new String(stream.readAllBytes(), UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + " of the status page", e);
        }
    }
}
