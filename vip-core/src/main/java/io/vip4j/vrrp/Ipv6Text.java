/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.vrrp;

/**
 * The recommended text form of an IPv6 address (RFC 5952): lower case, no leading zeros, longest zero run shortened.
 */
final class Ipv6Text {

    private static final int GROUPS = 8;

    private Ipv6Text() {}

    static String format(long high, long low) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            long half = i < 4 ? high : low;
            int shift = (3 - i % 4) * 16;
            groups[i] = (int) (half >>> shift) & 0xFFFF;
        }
        int runStart = -1;
        int runLength = 1; // RFC 5952 4.2.2: a single zero group is not shortened.
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > runLength) {
                runStart = i;
                runLength = end - i;
            }
            i = Math.max(i, end - 1);
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < GROUPS; i++) {
            if (i == runStart) {
                text.append("::");
                i += runLength - 1;
                continue;
            }
            if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
