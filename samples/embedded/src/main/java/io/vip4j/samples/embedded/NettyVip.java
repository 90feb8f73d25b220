/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.embedded;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.vip4j.HealthHandle;
import io.vip4j.VipElector;
import io.vip4j.event.Releasing;
import io.vip4j.event.Transition;
import io.vip4j.event.VipListener;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Gives a Netty server that listens already a virtual address, in both directions: a server that does not accept gives the
 * role away, and a role that is given away lets the server finish first.
 *
 * <p>The server listens on the wildcard address, so that it needs no bind when the virtual address comes. Connections that
 * are still open when the drain is over lose their address; {@code release} in the configuration of the router says how
 * long the drain may take, and whether their clients are told by a reset.
 */
public final class NettyVip implements VipListener {

    /** An event loop that does not come round for this long accepts nothing. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration BEAT = Duration.ofMillis(500);

    private final Channel listening;
    private final ChannelGroup connections;

    private NettyVip(Channel listening, ChannelGroup connections) {
        this.listening = listening;
        this.connections = connections;
    }

    /**
     * Binds a server to a role.
     *
     * @param listening the bound server channel
     * @param connections the connections that it has accepted; the server adds them
     */
    public static void attach(Channel listening, ChannelGroup connections, VipElector vip) {
        HealthHandle accepting = vip.health("accepting").expectEvery(PATIENCE);
        listening.closeFuture().addListener(closed -> accepting.down("the listening channel is closed"));
        var unused =
                listening.eventLoop().scheduleAtFixedRate(accepting::beat, 0, BEAT.toMillis(), TimeUnit.MILLISECONDS);
        vip.addListener(new NettyVip(listening, connections));
    }

    /** Accepts nobody any more, and waits for those who are there. */
    @Override
    public CompletionStage<?> onReleasing(Releasing why) {
        CompletableFuture<Void> finished = new CompletableFuture<>();
        listening.eventLoop().execute(() -> {
            listening.config().setAutoRead(false);
            connections.newCloseFuture().addListener(closed -> finished.complete(null));
        });
        return finished;
    }

    /** Accepts whoever comes. A Backup does too: it is ready, and reachable at the node's own address. */
    @Override
    public void onTransition(Transition transition) {
        listening.config().setAutoRead(true);
    }
}
