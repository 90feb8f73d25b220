/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import io.vip4j.testkit.VipLab;
import io.vip4j.testkit.VipTest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server in memory on an event loop whose time is that of the lab. */
@VipTest
class NettyVipTest {

    private static final LocalAddress ADDRESS = new LocalAddress("echo");
    private static final Duration STEP = ofMillis(100);

    private final MockTicker ticker = Ticker.newMockTicker();
    private final ManualIoEventLoop loop =
            new ManualIoEventLoop(null, Thread.currentThread(), LocalIoHandler.newFactory(), ticker);
    private final StringBuilder echoed = new StringBuilder();
    private Channel listening;

    @BeforeEach
    void serverOnNodeA(VipLab lab) {
        lab.start("a", VipLab.router(200).build());
        lab.start("b", VipLab.router(100).build());
        ChannelGroup connections = new DefaultChannelGroup(loop);
        ChannelFuture bound = NettyServer.listen(loop, LocalServerChannel.class, ADDRESS, connections);
        loop.runNow();
        listening = bound.channel();
        assertThat(listening.isActive()).isTrue();
        NettyVip.attach(listening, connections, lab.node("a").router());
        run(lab, ofSeconds(4));
        lab.expect("a").active().now();
    }

    @AfterEach
    void closeTheLoop() {
        var unused = loop.shutdownGracefully(0, STEP.toMillis(), TimeUnit.MILLISECONDS);
        while (!loop.isTerminated()) {
            ticker.advance(STEP.toMillis(), TimeUnit.MILLISECONDS);
            loop.runNow();
        }
    }

    /** Time passes for both. */
    private void run(VipLab lab, Duration time) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(STEP)) {
            loop.runNow();
            ticker.advance(STEP.toMillis(), TimeUnit.MILLISECONDS);
            lab.run(STEP);
        }
    }

    private Channel connect() {
        Channel client = new Bootstrap()
                .group(loop)
                .channel(LocalChannel.class)
                .handler(new SimpleChannelInboundHandler<ByteBuf>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
                        echoed.append(message.toString(UTF_8));
                    }
                })
                .connect(ADDRESS)
                .channel();
        loop.runNow();
        return client;
    }

    private String echoOf(Channel client, String words) {
        echoed.setLength(0);
        var unused = client.writeAndFlush(Unpooled.copiedBuffer(words, UTF_8));
        for (int turn = 0; turn < 5; turn++) {
            loop.runNow();
        }
        return echoed.toString();
    }

    @VipTest
    void aServerThatListensNoLongerGivesTheRoleAwayAtOnce(VipLab lab) {
        var unused = listening.close();
        loop.runNow();
        lab.expect("a").notActive().within(ofMillis(1));
        lab.expect("b").active().within(ofSeconds(1));
    }

    @VipTest
    void anEventLoopThatHangsGivesTheRoleAway(VipLab lab) {
        lab.expect("a").active().throughout(NettyVip.PATIENCE.minus(ofSeconds(1)));
        lab.expect("b").active().within(ofSeconds(3));
        run(lab, ofSeconds(4));
        lab.expect("a").active().now();
    }

    @VipTest
    void connectionsAreFinishedBeforeTheRoleIsGivenAwayAndNoneIsAccepted(VipLab lab) {
        Channel early = connect();
        assertThat(echoOf(early, "before")).isEqualTo("before");

        lab.node("a").router().hold("maintenance", Duration.ofHours(1));
        run(lab, ofSeconds(2));
        lab.expect("a").active().now();
        assertThat(echoOf(early, "while it drains")).isEqualTo("while it drains");
        connect(); // The transport in memory hands over one more, the one that was asked for before.
        Channel late = connect();
        assertThat(echoOf(late, "too late")).isEmpty();

        var unused = early.close();
        run(lab, ofSeconds(1));
        lab.expect("a").notActive().now();
        lab.expect("b").active().now();
        assertThat(echoOf(late, "a Backup serves, too")).contains("a Backup serves, too");
    }
}
