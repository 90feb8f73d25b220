/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import java.util.function.Consumer;

/** A request that has no sequence number yet. */
public final class NetlinkRequest {

    private final String description;
    private final int type;
    private final int flags;
    private final Consumer<MessageWriter> body;

    NetlinkRequest(String description, int type, int flags, Consumer<MessageWriter> body) {
        this.description = description;
        this.type = type;
        this.flags = flags;
        this.body = body;
    }

    void encode(MessageWriter writer, int sequence) {
        writer.begin(type, flags, sequence);
        body.accept(writer);
        writer.end();
    }

    /** Operation and object for error messages, for example {@code RTM_NEWADDR 192.0.2.10/24 on eth0}. */
    @Override
    public String toString() {
        return description;
    }
}
