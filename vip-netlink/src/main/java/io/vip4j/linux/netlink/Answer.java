/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import io.vip4j.linux.ffi.Errno;
import java.nio.ByteBuffer;

/**
 * What the kernel answered to a request.
 *
 * @param errno 0 if it was done
 * @param kernelText the kernel's own words, empty if it gave none
 */
public record Answer(int errno, String kernelText) {

    static final Answer DONE = new Answer(0, "");

    private static final int REQUEST_HEADER_OCTETS = 16;

    /** Reads NLMSG_ERROR, which is also how success is told. */
    static Answer decode(MessageReader message) {
        ByteBuffer buffer = message.buffer();
        int body = message.bodyStart();
        if (message.bodyLength() < 4 + REQUEST_HEADER_OCTETS) {
            return new Answer(-1, "answer of " + message.bodyLength() + " octets is too short");
        }
        int errno = -buffer.getInt(body);
        if ((message.flags() & Rtnetlink.NLM_F_ACK_TLVS) == 0) {
            return errno == 0 ? DONE : new Answer(errno, "");
        }
        int echoed = (message.flags() & Rtnetlink.NLM_F_CAPPED) != 0 ? REQUEST_HEADER_OCTETS : buffer.getInt(body + 4);
        if (echoed < REQUEST_HEADER_OCTETS || echoed > message.bodyLength() - 4) {
            return new Answer(errno, "");
        }
        AttributeReader attributes = message.attributes(body + 4 + ((echoed + 3) & ~3));
        while (attributes.next()) {
            if (attributes.type() == Rtnetlink.NLMSGERR_ATTR_MSG) {
                return new Answer(errno, attributes.asText());
            }
        }
        return new Answer(errno, "");
    }

    /** Whether the kernel did what was asked. */
    public boolean isDone() {
        return errno == 0;
    }

    /** This answer as an exception that names the request. */
    public NetlinkException asException(NetlinkRequest request) {
        String text = request + ": " + Errno.text(errno);
        if (!kernelText.isEmpty()) {
            text += ": " + kernelText;
        }
        if (errno == Errno.EPERM) {
            text += " (grant CAP_NET_ADMIN)";
        }
        return new NetlinkException(text, errno);
    }
}
