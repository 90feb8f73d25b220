/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.vip4j.page.StatusPage;
import io.vip4j.samples.support.Json;
import java.util.concurrent.TimeUnit;

/** Writes answers. Each is the only one of its connection. */
@SuppressWarnings("FutureReturnValueIgnored") // What cannot be written closes its channel.
final class Answers {

    /** How long to go on reading what a client had still to say: closing before that would reset its connection. */
    private static final long LINGER_MILLIS = 1000;

    private final StatusPage page = StatusPage.get();
    private final byte[] html = page.html();

    void page(ChannelHandlerContext context, boolean withBody) {
        FullHttpResponse response = response(HttpResponseStatus.OK, page.contentType(), html, withBody);
        page.headers().forEach(response.headers()::set);
        send(context, response);
    }

    void json(ChannelHandlerContext context, int status, byte[] document, boolean withBody) {
        send(context, response(HttpResponseStatus.valueOf(status), "application/json", document, withBody));
    }

    void refuse(ChannelHandlerContext context, Refusal refusal) {
        FullHttpResponse response = response(refusal.status(), "application/json", error(refusal.why()), true);
        if (refusal.status().equals(HttpResponseStatus.UNAUTHORIZED)) {
            response.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
        }
        send(context, response);
    }

    void refuseMethod(ChannelHandlerContext context, String allowed) {
        byte[] why = error("here is nothing but " + allowed);
        FullHttpResponse response = response(HttpResponseStatus.METHOD_NOT_ALLOWED, "application/json", why, true);
        response.headers().set(HttpHeaderNames.ALLOW, allowed);
        send(context, response);
    }

    /** Begins a stream of events. */
    void stream(ChannelHandlerContext context) {
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        addTo(response.headers(), "text/event-stream");
        HttpUtil.setTransferEncodingChunked(response, true);
        context.writeAndFlush(response);
    }

    private static FullHttpResponse response(
            HttpResponseStatus status, String contentType, byte[] content, boolean withBody) {
        ByteBuf body = withBody ? Unpooled.wrappedBuffer(content) : Unpooled.EMPTY_BUFFER;
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        addTo(response.headers(), contentType);
        response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, content.length);
        return response;
    }

    private static void addTo(HttpHeaders headers, String contentType) {
        headers.set(HttpHeaderNames.CONTENT_TYPE, contentType);
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
    }

    private static void send(ChannelHandlerContext context, FullHttpResponse response) {
        ChannelFuture sent = context.writeAndFlush(response);
        sent.addListener(done -> {
            if (context.channel() instanceof DuplexChannel channel && channel.isActive()) {
                channel.shutdownOutput();
                context.executor().schedule(() -> context.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
    }

    private static byte[] error(String why) {
        return Json.object(json -> json.writeStringField("error", why));
    }
}
