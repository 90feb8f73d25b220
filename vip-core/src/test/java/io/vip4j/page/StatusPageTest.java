/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StatusPageTest {

    private final StatusPage page = StatusPage.get();
    private final String html = new String(page.html(), UTF_8);

    private String between(String begin, String end) {
        int from = html.indexOf(begin) + begin.length();
        return html.substring(from, html.indexOf(end, from));
    }

    private static String hash(String content) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }

    @Test
    void thePolicyAllowsThisScriptAndStyleAndNothingElse() throws Exception {
        String script = between("<script type=\"module\">", "</script>");
        String style = between("<style>", "</style>");
        assertThat(script).contains("function drawTimeline");
        assertThat(style).contains("color-scheme");
        assertThat(page.headers().get("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; script-src " + hash(script) + "; style-src " + hash(style)
                        + "; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                        + "; require-trusted-types-for 'script'");
    }

    @Test
    void theOtherHeadersAreThoseOfAPageThatNobodyEmbeds() {
        assertThat(page.headers())
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("X-Frame-Options", "DENY")
                .containsEntry("Referrer-Policy", "no-referrer")
                .containsEntry("Cross-Origin-Opener-Policy", "same-origin")
                .containsEntry("Cross-Origin-Resource-Policy", "same-origin");
        assertThat(page.contentType()).isEqualTo("text/html; charset=utf-8");
    }

    @Test
    void nothingComesFromElsewhere() {
        Matcher links =
                Pattern.compile("(?:src|href|action)\\s*=\\s*[\"']([^\"']*)").matcher(html);
        assertThat(links.results().map(link -> link.group(1)).toList())
                .isNotEmpty()
                .allMatch(link -> link.startsWith("#") || link.startsWith("data:"), "leads to the page itself");
        assertThat(html.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http://", "https://", "@import", "url(");
    }

    /** What the policy would stop in the browser, and what would make HTML of a router's name. */
    @Test
    void theScriptMakesTextAndElementsOnly() {
        String script = between("<script type=\"module\">", "</script>");
        for (String forbidden : List.of(
                "innerHTML",
                "outerHTML",
                "insertAdjacentHTML",
                "document.write(",
                "eval(",
                "new Function",
                "</script")) {
            assertThat(script.contains(forbidden)).as(forbidden).isFalse();
        }
        assertThat(html).doesNotContainPattern("<[^>]+ style=").doesNotContainPattern("<[^>]+ on[a-z]+=");
    }

    @Test
    void nobodyCanChangeThePage() {
        byte[] given = page.html();
        given[0] = 'X';
        assertThat(page.html()[0]).isEqualTo((byte) '<');
    }
}
