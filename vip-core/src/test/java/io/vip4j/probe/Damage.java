/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import java.io.ByteArrayOutputStream;
import java.util.Random;

/** Damages octets at random. */
final class Damage {

    private static final byte[] TELLING = {0, 1, -1, 127, -128, '\r', '\n', '-', '*', '$', (byte) 0xfe, (byte) 0xc0};

    private Damage() {}

    static byte[] of(byte[] good, Random random) {
        byte[] bad = good.clone();
        for (int n = random.nextInt(4); n >= 0 && bad.length > 0; n--) {
            int at = random.nextInt(bad.length);
            switch (random.nextInt(6)) {
                case 0 -> bad[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bad[at] = TELLING[random.nextInt(TELLING.length)];
                case 2 -> bad = join(bad, 0, at, bad, 0, 0); // the end is missing
                case 3 -> bad = join(bad, 0, at, bad, Math.min(bad.length, at + 1 + random.nextInt(8)), bad.length);
                case 4 -> bad = join(bad, 0, at, bad, random.nextInt(at + 1), bad.length); // a part comes twice
                default -> {
                    byte[] noise = new byte[random.nextInt(32)];
                    random.nextBytes(noise);
                    bad = join(join(bad, 0, at, noise, 0, noise.length), 0, at + noise.length, bad, at, bad.length);
                }
            }
        }
        return bad;
    }

    private static byte[] join(byte[] first, int from, int to, byte[] second, int secondFrom, int secondTo) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(first, from, to - from);
        joined.write(second, secondFrom, secondTo - secondFrom);
        return joined.toByteArray();
    }
}
