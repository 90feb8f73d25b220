/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.endpoint;

/** A request that is answered with a status 4xx or 5xx and the reason. */
final class Refusal extends RuntimeException {

    static final int BAD_REQUEST = 400;
    static final int NOT_FOUND = 404;
    static final int CONFLICT = 409;
    static final int UNAVAILABLE = 503;

    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String reason) {
        super(reason);
        this.status = status;
    }

    int status() {
        return status;
    }
}
