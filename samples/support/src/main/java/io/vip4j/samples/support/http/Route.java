/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a path means. Nothing in it ever names a file.
 *
 * @param kind of what it leads to
 * @param router the decoded name, if it leads to an operation
 * @param name of the operation, or of a further document
 */
record Route(Kind kind, String router, String name) {

    enum Kind {
        PAGE("GET, HEAD"),
        EVENTS("GET"),
        STATUS("GET, HEAD"),
        DOCUMENT("GET, HEAD"),
        OPERATION("POST");

        private final String methods;

        Kind(String methods) {
            this.methods = methods;
        }

        String methods() {
            return methods;
        }

        boolean allows(String method) {
            return List.of(methods.split(", ", -1)).contains(method);
        }
    }

    private static final Set<String> OPERATIONS = Set.of("switchover", "hold", "resume", "priority");

    /**
     * Where a request target leads; empty: nowhere.
     *
     * @param documents names of further documents
     */
    static Optional<Route> of(String target, Set<String> documents) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        if (!path.startsWith("/")) {
            return Optional.empty();
        }
        return switch (path) {
            case "/" -> Optional.of(new Route(Kind.PAGE, "", ""));
            case "/events" -> Optional.of(new Route(Kind.EVENTS, "", ""));
            case "/status" -> Optional.of(new Route(Kind.STATUS, "", ""));
            default ->
                documents.contains(path.substring(1))
                        ? Optional.of(new Route(Kind.DOCUMENT, "", path.substring(1)))
                        : operation(path);
        };
    }

    private static Optional<Route> operation(String path) {
        String[] parts = path.split("/", -1);
        if (parts.length != 3 || !parts[0].isEmpty() || !OPERATIONS.contains(parts[2])) {
            return Optional.empty();
        }
        try {
            // In a path a plus is a plus.
            String router = QueryStringDecoder.decodeComponent(parts[1].replace("+", "%2B"));
            return Optional.of(new Route(Kind.OPERATION, router, parts[2]));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // A per cent sign with something else than two digits.
        }
    }
}
