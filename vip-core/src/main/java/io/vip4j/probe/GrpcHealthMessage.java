/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The two messages of grpc.health.v1 in protobuf's wire format: {@code HealthCheckRequest { string service = 1; }} and
 * {@code HealthCheckResponse { ServingStatus status = 1; }}.
 */
final class GrpcHealthMessage {

    private static final int FIELD_1_STRING = (1 << 3) | 2;
    private static final int FIELD_1_VARINT = 1 << 3;
    private static final List<String> STATUS = List.of("UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN");
    private static final int SERVING = 1;

    private final byte[] octets;
    private int position;

    private GrpcHealthMessage(byte[] octets) {
        this.octets = octets;
    }

    private static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    static byte[] request(String service) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        byte[] name = service.getBytes(StandardCharsets.UTF_8);
        if (name.length > 0) {
            message.write(FIELD_1_STRING);
            int length = name.length;
            for (; length > 0x7f; length >>>= 7) {
                message.write((length & 0x7f) | 0x80);
            }
            message.write(length);
            message.writeBytes(name);
        }
        return message.toByteArray();
    }

    static Probe.Result judged(byte[] response) {
        try {
            long status = new GrpcHealthMessage(response).status();
            if (status == SERVING) {
                return Probe.Result.healthy("SERVING");
            }
            boolean known = status >= 0 && status < STATUS.size();
            return Probe.Result.unhealthy(known ? STATUS.get((int) status) : "status " + status);
        } catch (MalformedException e) {
            return Probe.Result.unhealthy("the server answers with a message that is no HealthCheckResponse");
        }
    }

    /** The last one counts, an absent one is 0; unknown fields are skipped. */
    private long status() throws MalformedException {
        long status = 0;
        while (position < octets.length) {
            long tag = varint();
            if (tag == FIELD_1_VARINT) {
                status = varint();
                continue;
            }
            switch ((int) (tag & 7)) {
                case 0 -> varint();
                case 1 -> skip(8);
                case 2 -> skip(varint());
                case 5 -> skip(4);
                default -> throw new MalformedException();
            }
        }
        return status;
    }

    private long varint() throws MalformedException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (position >= octets.length) {
                throw new MalformedException();
            }
            byte octet = octets[position++];
            value |= (long) (octet & 0x7f) << shift;
            if (octet >= 0) {
                return value;
            }
        }
        throw new MalformedException();
    }

    private void skip(long count) throws MalformedException {
        if (count < 0 || count > octets.length - position) {
            throw new MalformedException();
        }
        position += (int) count;
    }
}
