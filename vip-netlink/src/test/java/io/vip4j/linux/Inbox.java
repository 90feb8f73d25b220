/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import io.vip4j.spi.AdvertisementReceiver;
import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what a channel has received. */
final class Inbox implements AdvertisementReceiver {

    private final BlockingQueue<Letter> letters = new LinkedBlockingQueue<>();

    /** What came with a message, and its octets as hex digits. */
    record Letter(IpAddress source, IpAddress destination, int timeToLive, String message) {}

    @Override
    public void received(IpAddress source, IpAddress destination, int timeToLive, ByteBuffer message) {
        byte[] octets = new byte[message.remaining()];
        message.get(octets);
        letters.add(new Letter(source, destination, timeToLive, HexFormat.of().formatHex(octets)));
    }

    /** The next one, waiting at most a minute. */
    Optional<Letter> next() {
        try {
            return Optional.ofNullable(letters.poll(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Whether nothing else has come so far. */
    boolean isEmpty() {
        return letters.isEmpty();
    }
}
