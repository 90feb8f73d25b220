/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.http;

import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * Why a request is not answered as its sender would like.
 *
 * @param status of HTTP
 * @param why for people
 */
record Refusal(HttpResponseStatus status, String why) {}
