/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;

/** Gathers a request with its body, and refuses one that is too long before it has come. */
final class BodyLimit extends HttpObjectAggregator {

    static final int MOST = 4096;

    private final Answers answers;

    BodyLimit(Answers answers) {
        super(MOST, true);
        this.answers = answers;
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage request) {
        answers.refuse(
                context,
                new Refusal(
                        HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "the body may have " + MOST + " octets at most"));
    }
}
