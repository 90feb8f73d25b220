/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.quorum.Ballot;
import io.vip4j.quorum.Ballot.Granted;
import io.vip4j.quorum.Ballot.Refused;
import io.vip4j.quorum.Vote;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.server.embedded.ExitHandler;
import org.apache.zookeeper.server.embedded.ZooKeeperServerEmbedded;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two candidates and a server; the time of the candidates passes by hand. */
class ZooKeeperGateTest {

    private static final Duration TTL = Duration.ofSeconds(10);

    @TempDir
    static Path directory;

    private static ZooKeeperServerEmbedded server;
    private static CuratorFramework client;
    private static int votes;

    private final AtomicLong nanos = new AtomicLong();
    private String path;
    private ZooKeeperGate a;
    private ZooKeeperGate b;

    @BeforeAll
    static void startServer() throws Exception {
        Properties settings = new Properties();
        settings.setProperty("clientPort", "0");
        settings.setProperty("admin.enableServer", "false");
        server = ZooKeeperServerEmbedded.builder()
                .baseDir(directory)
                .configuration(settings)
                .exitHandler(ExitHandler.LOG_ONLY)
                .build();
        server.start();
        client = ZooKeeperGate.client(server.getConnectionString(), Duration.ofSeconds(60));
    }

    @AfterAll
    static void stopServer() {
        client.close();
        server.close();
    }

    @BeforeEach
    void makeCandidates() {
        path = "/vip4j/vote-" + ++votes;
        a = candidate("a");
        b = candidate("b");
    }

    private ZooKeeperGate candidate(String name) {
        return new ZooKeeperGate(client, path, name, nanos::get);
    }

    private static Ballot answer(CompletionStage<Ballot> stage) {
        return stage.toCompletableFuture().join();
    }

    private static Vote vote(CompletionStage<Ballot> stage) {
        return ((Granted) answer(stage)).vote();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void oneHasItAndTheOtherIsToldWho() throws Exception {
        assertThat(vote(a.acquire(TTL)).ttl()).isEqualTo(TTL);
        assertThat(answer(b.acquire(TTL))).isEqualTo(new Refused("a"));
    }

    @Test
    void whoWaitsGetsItWhenNothingHasHappenedForItsTime() throws Exception {
        Vote first = vote(a.acquire(TTL));
        assertThat(answer(b.acquire(TTL))).isEqualTo(new Refused("a"));
        pass(TTL.minusNanos(1));
        assertThat(answer(b.acquire(TTL))).isEqualTo(new Refused("a"));
        pass(Duration.ofNanos(1));
        Vote second = vote(b.acquire(TTL));
        assertThat(second.token()).isGreaterThan(first.token());
        assertThat(answer(a.renew(first, TTL))).isEqualTo(new Refused("b"));
    }

    @Test
    void renewalStartsTheTimeOfThoseWhoWaitAnewAndKeepsTheToken() throws Exception {
        Vote vote = vote(a.acquire(TTL));
        assertThat(answer(b.acquire(TTL))).isInstanceOf(Refused.class);
        pass(TTL.minusSeconds(1));
        assertThat(answer(a.renew(vote, TTL))).isEqualTo(new Granted(vote));
        pass(TTL.minusSeconds(1));
        assertThat(answer(b.acquire(TTL))).isInstanceOf(Refused.class);
    }

    @Test
    void voteThatIsOverAndThatNobodyTookIsRenewed() throws Exception {
        Vote vote = vote(a.acquire(TTL));
        pass(TTL.multipliedBy(5));
        assertThat(answer(a.renew(vote, TTL))).isEqualTo(new Granted(vote));
    }

    @Test
    void whatIsGivenBackIsFreeAtOnce() throws Exception {
        Vote first = vote(a.acquire(TTL));
        a.release(first);
        assertThat(vote(b.acquire(TTL)).token()).isGreaterThan(first.token());
    }

    @Test
    void lateReleaseDoesNotTakeItFromTheNextOne() throws Exception {
        Vote first = vote(a.acquire(TTL));
        assertThat(answer(b.acquire(TTL))).isInstanceOf(Refused.class);
        pass(TTL);
        Vote second = vote(b.acquire(TTL));
        a.release(first);
        assertThat(answer(b.renew(second, TTL))).isEqualTo(new Granted(second));
    }

    @Test
    void writeWhoseAnswerWasLostIsFoundAgain() throws Exception {
        Vote vote = vote(a.acquire(TTL));
        byte[] ours = client.getData().forPath(path);
        client.setData().forPath(path, ours); // As an earlier renewal would have left it.
        assertThat(answer(a.renew(vote, TTL))).isEqualTo(new Granted(vote));
        client.setData().forPath(path, ours);
        assertThat(vote(a.acquire(TTL)).token()).isGreaterThan(vote.token());
    }

    @Test
    void restartedCandidateWaitsLikeAnyOther() throws Exception {
        vote(a.acquire(TTL));
        assertThat(answer(candidate("a").acquire(TTL))).isEqualTo(new Refused("a"));
    }

    @Test
    void voteThatSomebodyHasDeletedIsLost() throws Exception {
        Vote vote = vote(a.acquire(TTL));
        client.delete().forPath(path);
        assertThat(answer(a.renew(vote, TTL))).isEqualTo(new Refused(""));
    }

    @Test
    void timeOfANodeThatWasMadeAnewBeginsAnew() throws Exception {
        vote(a.acquire(TTL));
        assertThat(answer(b.acquire(TTL))).isEqualTo(new Refused("a"));
        pass(TTL.minusSeconds(1));
        client.delete().forPath(path);
        vote(candidate("c").acquire(TTL)); // Its version is that of the vote of a.
        pass(Duration.ofSeconds(1));
        assertThat(answer(b.acquire(TTL))).isEqualTo(new Refused("c"));
    }

    @Test
    void nodeThatHoldsSomethingElseIsAFailure() throws Exception {
        for (String text : List.of("my data", "a/1 -5", "a/1", "a/1 10000 more", "a/1 99999999999")) {
            String node = path + "-" + text.length();
            client.create().creatingParentsIfNeeded().forPath(node, text.getBytes(StandardCharsets.UTF_8));
            ZooKeeperGate gate = new ZooKeeperGate(client, node, "c");
            assertThatThrownBy(() -> gate.acquire(TTL))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(node + " holds no vote: '" + text + "'; let it have a node of its own");
        }
    }

    @Test
    void nameThatWouldBeReadAsAnotherOneIsRefused() {
        for (String name : List.of("", "node a", "node\ta", "node/a")) {
            assertThatThrownBy(() -> candidate(name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("name must not be empty, and without white space and slash: '" + name + "'");
        }
    }

    @Test
    void serverThatCannotBeReachedIsAFailure() {
        try (CuratorFramework nowhere = ZooKeeperGate.client("127.0.0.1:1", Duration.ofSeconds(1))) {
            ZooKeeperGate gate = new ZooKeeperGate(nowhere, path, "c");
            assertThatThrownBy(() -> gate.acquire(TTL)).isInstanceOf(KeeperException.class);
        }
    }
}
