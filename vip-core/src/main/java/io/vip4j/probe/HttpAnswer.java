/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import java.util.List;

/**
 * What an HTTP server answered.
 *
 * @param status 200..999
 * @param headers in their order, the names in lower case
 * @param body the first 64 KiB of it at most
 */
record HttpAnswer(int status, List<Field> headers, Octets body) {

    /** Copies the headers. */
    HttpAnswer {
        headers = List.copyOf(headers);
    }

    /** One line of the head. */
    record Field(String name, String value) {}
}
