/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import java.util.List;
import java.util.Optional;

/** Decides who may ask. Looks at headers only; immutable. */
final class Gatekeeper {

    private static final String FETCH_SITE = "Sec-Fetch-Site";

    private final PageSettings settings;

    Gatekeeper(PageSettings settings) {
        this.settings = settings;
    }

    /** Why the sender may not see this; empty: it may. */
    Optional<Refusal> refuseReading(HttpRequest request, boolean isPage) {
        HttpHeaders headers = request.headers();
        return refuseHost(headers)
                // A link on another site may lead to the page, which has no data in it.
                .or(() -> isPage ? Optional.empty() : refuseSite(headers))
                .or(() -> isPage || !settings.remote() ? Optional.empty() : refuseStranger(headers));
    }

    /** Why the sender may not have this done; empty: it may. */
    Optional<Refusal> refuseWriting(HttpRequest request) {
        HttpHeaders headers = request.headers();
        return refuseHost(headers)
                .or(() -> refuseSite(headers))
                .or(() -> refuseStranger(headers))
                .or(() -> refuseContent(request));
    }

    private Optional<Refusal> refuseHost(HttpHeaders headers) {
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        return hosts.size() == 1 && settings.isOurs(hosts.get(0))
                ? Optional.empty()
                : refusal(
                        HttpResponseStatus.MISDIRECTED_REQUEST,
                        "this server is not called so; " + settings.options().host() + " gives it another name");
    }

    /** Browsers say which site a request comes from; other programs say nothing, and no site can make them ask. */
    private static Optional<Refusal> refuseSite(HttpHeaders headers) {
        String site = headers.get(FETCH_SITE, "none");
        String origin = headers.get(HttpHeaderNames.ORIGIN, "");
        boolean ours = site.equals("same-origin") || site.equals("none");
        return ours && (origin.isEmpty() || isOf(origin, headers.get(HttpHeaderNames.HOST, "")))
                ? Optional.empty()
                : refusal(HttpResponseStatus.FORBIDDEN, "requests from other sites are not answered");
    }

    private static boolean isOf(String origin, String host) {
        int scheme = origin.indexOf("://");
        return scheme > 0 && origin.substring(scheme + 3).equalsIgnoreCase(host);
    }

    private Optional<Refusal> refuseStranger(HttpHeaders headers) {
        if (settings.token().isEmpty()) {
            return refusal(
                    HttpResponseStatus.FORBIDDEN,
                    "this server takes no commands; " + settings.options().tokenFile() + " lets it take them");
        }
        String given = headers.get(HttpHeaderNames.AUTHORIZATION, "");
        return settings.token().get().matches(given)
                ? Optional.empty()
                : refusal(
                        HttpResponseStatus.UNAUTHORIZED,
                        given.isEmpty() ? "a token is needed" : "this is not the token");
    }

    /** A form of another site cannot say this. */
    private static Optional<Refusal> refuseContent(HttpRequest request) {
        CharSequence type = HttpUtil.getMimeType(request);
        return type != null && HttpHeaderValues.APPLICATION_JSON.contentEqualsIgnoreCase(type)
                ? Optional.empty()
                : refusal(HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE, "the body must be application/json");
    }

    private static Optional<Refusal> refusal(HttpResponseStatus status, String why) {
        return Optional.of(new Refusal(status, why));
    }
}
