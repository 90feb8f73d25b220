/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vip4j.samples.support.http.PageCommands.Reply;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the one request of a connection. Used on the thread of the server; never waits. */
@SuppressWarnings("FutureReturnValueIgnored") // What cannot be written closes its channel.
final class PageConnection extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(PageConnection.class);

    private final PageServices services;
    private final Patience patience;
    private boolean answered;

    PageConnection(PageServices services, Patience patience) {
        this.services = services;
        this.patience = patience;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (answered) {
            return; // The answer has said that the connection ends.
        }
        answered = true;
        patience.restart(context);
        DecoderResult decoded = request.decoderResult();
        if (decoded.isFailure()) {
            services.answers().refuse(context, malformed(decoded.cause()));
            return;
        }
        Optional<Route> route = Route.of(request.uri(), services.documents().keySet());
        if (route.isEmpty()) {
            refuse(context, HttpResponseStatus.NOT_FOUND, "there is nothing here");
        } else if (!route.get().kind().allows(request.method().name())) {
            services.answers().refuseMethod(context, route.get().kind().methods());
        } else {
            answer(context, request, route.get());
        }
    }

    private void answer(ChannelHandlerContext context, FullHttpRequest request, Route route) {
        Gatekeeper gatekeeper = services.gatekeeper();
        Optional<Refusal> refusal = route.kind() == Route.Kind.OPERATION
                ? gatekeeper.refuseWriting(request)
                : gatekeeper.refuseReading(request, route.kind() == Route.Kind.PAGE);
        if (refusal.isPresent()) {
            services.answers().refuse(context, refusal.get());
            return;
        }
        boolean withBody = !request.method().equals(HttpMethod.HEAD);
        switch (route.kind()) {
            case PAGE -> services.answers().page(context, withBody);
            case STATUS -> document(context, services.status(), withBody);
            case DOCUMENT -> document(context, services.document(route.name()), withBody);
            case EVENTS -> events(context);
            case OPERATION -> operation(context, route, ByteBufUtil.getBytes(request.content()));
        }
    }

    private void document(ChannelHandlerContext context, Documents documents, boolean withBody) {
        patience.stop();
        documents
                .ask()
                .whenComplete((document, failure) -> reply(context, () -> {
                    if (document == null) {
                        refuse(context, HttpResponseStatus.INTERNAL_SERVER_ERROR, String.valueOf(failure));
                    } else {
                        services.answers().json(context, HttpResponseStatus.OK.code(), document, withBody);
                    }
                }));
    }

    private void events(ChannelHandlerContext context) {
        if (!services.streams().hasRoom()) {
            refuse(context, HttpResponseStatus.SERVICE_UNAVAILABLE, EventStreams.MOST + " pages are open already");
            return;
        }
        patience.stop();
        services.answers().stream(context);
        services.streams().add(context.channel());
    }

    private void operation(ChannelHandlerContext context, Route route, byte[] body) {
        patience.stop();
        try {
            CompletableFuture.supplyAsync(
                            () -> services.commands().perform(route.router(), route.name(), body), services.workers())
                    .whenComplete((reply, failure) -> reply(context, () -> tell(context, reply, failure)));
        } catch (RejectedExecutionException e) {
            refuse(context, HttpResponseStatus.SERVICE_UNAVAILABLE, "other commands are under way; try again");
        }
    }

    private void tell(ChannelHandlerContext context, @Nullable Reply reply, @Nullable Throwable failure) {
        if (reply == null) {
            LOG.error("a command over HTTP failed: {}", String.valueOf(failure));
            refuse(context, HttpResponseStatus.INTERNAL_SERVER_ERROR, "internal error, please report it: " + failure);
        } else {
            services.answers().json(context, reply.status(), reply.document().getBytes(UTF_8), true);
        }
    }

    /** Back on the thread of the server, where the client has the full time to take the answer. */
    private void reply(ChannelHandlerContext context, Runnable answer) {
        if (!context.executor().isShuttingDown()) {
            context.executor().execute(() -> {
                patience.restart(context);
                answer.run();
            });
        }
    }

    private void refuse(ChannelHandlerContext context, HttpResponseStatus status, String why) {
        patience.restart(context);
        services.answers().refuse(context, new Refusal(status, why));
    }

    private static Refusal malformed(Throwable why) {
        if (why instanceof TooLongHttpHeaderException) {
            return new Refusal(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the headers are too long");
        }
        if (why instanceof TooLongHttpLineException) {
            return new Refusal(HttpResponseStatus.REQUEST_URI_TOO_LONG, "the address is too long");
        }
        return new Refusal(HttpResponseStatus.BAD_REQUEST, "this is not a request of HTTP");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        if (failure instanceof IOException) {
            LOG.debug("a client of the page has gone: {}", failure.getMessage());
        } else {
            LOG.warn("page: a connection is closed: {}", failure.toString());
        }
        context.close();
    }
}
