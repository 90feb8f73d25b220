/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One part of a rule of nftables: a kind and its attributes.
 *
 * @param name its kind, such as {@code cmp}
 */
record NftExpression(String name, ByteBuffer data) {

    private static final int NFTA_EXPR_NAME = 1;
    private static final int NFTA_EXPR_DATA = 2;

    /** Reads a list of them. */
    static List<NftExpression> decodeList(AttributeReader list) {
        List<NftExpression> expressions = new ArrayList<>();
        while (list.next()) {
            String name = "";
            byte[] data = {};
            AttributeReader attributes = list.nested();
            while (attributes.next()) {
                if (attributes.type() == NFTA_EXPR_NAME) {
                    name = attributes.asText();
                } else if (attributes.type() == NFTA_EXPR_DATA) {
                    data = attributes.asBytes();
                }
            }
            // The datagram that it came in is overwritten by the next one.
            expressions.add(new NftExpression(name, ByteBuffer.wrap(data).order(list.order())));
        }
        return expressions;
    }

    /** An integer in network order; 0 if there is none. */
    int number(int attribute) {
        AttributeReader reader = reader();
        return find(reader, attribute) ? reader.asNetworkOrderInt() : 0;
    }

    boolean has(int attribute) {
        return find(reader(), attribute);
    }

    String text(int attribute) {
        AttributeReader reader = reader();
        return find(reader, attribute) ? reader.asText() : "";
    }

    /** What is in an attribute of an attribute. */
    Optional<byte[]> nested(int attribute, int inner) {
        AttributeReader reader = reader();
        if (find(reader, attribute)) {
            AttributeReader within = reader.nested();
            if (find(within, inner)) {
                return Optional.of(within.asBytes());
            }
        }
        return Optional.empty();
    }

    private AttributeReader reader() {
        return new AttributeReader(data, 0, data.capacity());
    }

    private static boolean find(AttributeReader reader, int attribute) {
        while (reader.next()) {
            if (reader.type() == attribute) {
                return true;
            }
        }
        return false;
    }
}
