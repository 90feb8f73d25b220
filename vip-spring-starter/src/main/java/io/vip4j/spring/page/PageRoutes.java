/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.page;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.vip4j.page.StatusPage;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** Serves the status page in a reactive application. */
public final class PageRoutes {

    private static final int TOO_LARGE = 413;

    private final StatusPageSite site;

    private PageRoutes(StatusPageSite site) {
        this.site = site;
    }

    /**
     * The routes of the page.
     *
     * @param base path of the page, without a slash at its end
     */
    public static RouterFunction<ServerResponse> below(String base, StatusPageSite site) {
        PageRoutes routes = new PageRoutes(site);
        return route().GET(base, request -> page())
                .GET(base + "/", request -> page())
                .GET(base + "/status", request -> routes.status())
                .GET(base + "/events", request -> routes.events())
                .POST(base + "/{router}/{operation}", routes::perform)
                .build();
    }

    private static Mono<ServerResponse> page() {
        StatusPage page = StatusPage.get();
        return ServerResponse.ok()
                .headers(headers -> page.headers().forEach(headers::set))
                .contentType(MediaType.parseMediaType(page.contentType()))
                .bodyValue(page.html());
    }

    private Mono<ServerResponse> status() {
        // It waits for the loop of the routers.
        return Mono.fromCallable(() -> site.document().json())
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(json -> send(new PageAnswer(200, json)));
    }

    private Mono<ServerResponse> events() {
        StreamOfDocuments stream = new StreamOfDocuments();
        if (!site.feed().subscribe(stream)) {
            return send(PageAnswer.tooManyStreams());
        }
        return ServerResponse.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .cacheControl(CacheControl.noStore())
                .header("X-Accel-Buffering", "no")
                .body(stream.documents(), String.class);
    }

    private Mono<ServerResponse> perform(ServerRequest request) {
        ServerRequest.Headers headers = request.headers();
        return DataBufferUtils.join(request.exchange().getRequest().getBody(), PageWrites.LONGEST_BODY)
                .map(PageRoutes::text)
                .defaultIfEmpty("")
                .publishOn(Schedulers.boundedElastic()) // A switchover waits as long as its limit says.
                .map(body -> site.writes()
                        .perform(new PageWrites.Request(
                                request.pathVariable("router"),
                                request.pathVariable("operation"),
                                headers.firstHeader("Content-Type"),
                                headers.firstHeader("X-Requested-With"),
                                headers.firstHeader("Sec-Fetch-Site"),
                                body)))
                .onErrorResume(
                        DataBufferLimitException.class,
                        e -> Mono.just(PageAnswer.error(
                                TOO_LARGE, "the body must have at most " + PageWrites.LONGEST_BODY + " octets")))
                .flatMap(PageRoutes::send);
    }

    private static String text(DataBuffer buffer) {
        try {
            return buffer.toString(StandardCharsets.UTF_8);
        } finally {
            DataBufferUtils.release(buffer);
        }
    }

    private static Mono<ServerResponse> send(PageAnswer answer) {
        return ServerResponse.status(answer.status())
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .header("X-Content-Type-Options", "nosniff")
                .bodyValue(answer.json());
    }

    /** One browser; it gets the newest document when it is ready for one. */
    private final class StreamOfDocuments implements PageFeed.Viewer {

        private final Sinks.Many<String> sink = Sinks.many().replay().latest();

        @Override
        public void show(String document) {
            sink.tryEmitNext(document);
        }

        @Override
        public void end() {
            sink.tryEmitComplete();
        }

        Flux<String> documents() {
            return sink.asFlux()
                    .onBackpressureLatest()
                    .doFinally(end -> site.feed().unsubscribe(this));
        }
    }
}
