/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.page;

import io.vip4j.page.StatusPage;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Serves the status page in a servlet container. */
public final class PageServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final String EVENTS = "text/event-stream";

    private final transient StatusPageSite site;

    /** A servlet for this page. */
    public PageServlet(StatusPageSite site) {
        this.site = site;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (path(request)) {
            case "", "/" -> page(response);
            case "/status" ->
                send(
                        response,
                        new PageAnswer(
                                HttpServletResponse.SC_OK, site.document().json()));
            case "/events" -> stream(request, response);
            default -> send(response, PageAnswer.notFound());
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String[] parts = path(request).split("/", -1);
        if (parts.length != 3) {
            send(response, PageAnswer.notFound());
            return;
        }
        // One octet more than is allowed tells that there are too many.
        byte[] body = request.getInputStream().readNBytes(PageWrites.LONGEST_BODY + 1);
        send(
                response,
                site.writes()
                        .perform(new PageWrites.Request(
                                parts[1],
                                parts[2],
                                request.getContentType(),
                                request.getHeader("X-Requested-With"),
                                request.getHeader("Sec-Fetch-Site"),
                                new String(body, StandardCharsets.UTF_8))));
    }

    private static String path(HttpServletRequest request) {
        return request.getPathInfo() == null ? "" : request.getPathInfo();
    }

    private static void page(HttpServletResponse response) throws IOException {
        StatusPage page = StatusPage.get();
        page.headers().forEach(response::setHeader);
        response.setContentType(page.contentType());
        response.getOutputStream().write(page.html());
    }

    private static void send(HttpServletResponse response, PageAnswer answer) throws IOException {
        response.setStatus(answer.status());
        response.setContentType(PageAnswer.TYPE);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getOutputStream().write(answer.json().getBytes(StandardCharsets.UTF_8));
    }

    private void stream(HttpServletRequest request, HttpServletResponse response) throws IOException {
        LatestDocument documents = new LatestDocument();
        if (!site.feed().subscribe(documents)) {
            send(response, PageAnswer.tooManyStreams());
            return;
        }
        response.setContentType(EVENTS);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        async.addListener(new EndOfStream(documents));
        Thread writing = new Thread(() -> write(async, documents), "vip4j-page-stream");
        writing.setDaemon(true);
        writing.start();
    }

    /** On a thread of its own, of which there are as many as streams: writing waits for a slow client. */
    private void write(AsyncContext async, LatestDocument documents) {
        try {
            ServletOutputStream out = async.getResponse().getOutputStream();
            for (String document = documents.take(); document != null; document = documents.take()) {
                out.write(("data: " + document + "\n\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | IllegalStateException e) {
            log("a browser has left the status page: " + e.getMessage());
        } finally {
            site.feed().unsubscribe(documents);
            complete(async);
        }
    }

    private static void complete(AsyncContext async) {
        try {
            async.complete();
        } catch (IllegalStateException e) {
            return; // The container has done so already.
        }
    }

    /** What the container notices of a client that goes. */
    private record EndOfStream(LatestDocument documents) implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            documents.end();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            documents.end();
        }

        @Override
        public void onError(AsyncEvent event) {
            documents.end();
            complete(event.getAsyncContext()); // Or the container looks for an error page.
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // It is never started again.
        }
    }
}
