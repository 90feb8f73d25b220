/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.zookeeper;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.vip4j.quorum.Ballot;
import io.vip4j.quorum.QuorumGate;
import io.vip4j.quorum.Vote;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.Stat;

/**
 * A vote that is one node of ZooKeeper. Every write names the version that it replaces, so that of two candidates one fails;
 * nothing here depends on sessions, and one that expires costs nothing.
 *
 * <pre>
 * node: empty                 nobody has the vote
 *       CANDIDATE MILLIS      CANDIDATE has it for MILLIS from the moment at which its write began
 *
 * acquire   write over an empty node, over one of our own, or over one that we have seen unchanged for MILLIS
 * renew     write over our version; the new version starts the time of all who watch anew
 * release   write nothing over our version
 * </pre>
 *
 * <p>Why nobody has it twice: a holder counts from before its write, a candidate from after it has read that write; when
 * its time is over, so is the holder's. If the holder writes again, the version is another one and the candidate's write
 * fails, also when the candidate has read from a server that is behind. All that holds for one node: a new one counts its
 * versions from the beginning, so nobody may delete it while votes are held. The token is the id of the transaction that
 * acquired the vote: ZooKeeper counts them up, over all leaders.
 */
public final class ZooKeeperGate implements QuorumGate {

    private static final byte[] NOBODY = {};
    private static final Pattern NAME = Pattern.compile("[^\\s/]+");

    private final CuratorFramework client;
    private final String path;
    private final String candidate;
    private final LongSupplier nanoTime;

    // Written by one call at a time; a call sees what the one before has written.
    private int version;
    private long seenTransaction = -1;
    private long seenAtNanos;

    /**
     * A candidate. One for each virtual router of each process.
     *
     * @param client started; see {@link #client}
     * @param path node of the vote, the same for all routers of a virtual router; made if it is not there
     * @param name for people: what others are told of who has the vote; not empty, without white space and slash
     * @throws IllegalArgumentException if the name is another one
     */
    public ZooKeeperGate(CuratorFramework client, String path, String name) {
        this(client, path, name, System::nanoTime);
    }

    ZooKeeperGate(CuratorFramework client, String path, String name, LongSupplier nanoTime) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name must not be empty, and without white space and slash: '" + name + "'");
        }
        this.client = client;
        this.path = path;
        this.nanoTime = nanoTime;
        this.candidate = name + "/" + UUID.randomUUID(); // One that was restarted is another candidate.
    }

    /**
     * A client that gives up early enough for another attempt before the router counts a call as failed: after an eighth of
     * the vote's time if a server does not answer, after a sixth if none can be reached. Shorter limits would close connections
     * to servers that stand still for a second.
     *
     * @param servers as in {@code zk1:2181,zk2:2181,zk3:2181}
     * @param ttl of the votes
     */
    public static CuratorFramework client(String servers, Duration ttl) {
        int millis = Math.toIntExact(ttl.toMillis());
        ZKClientConfig limits = new ZKClientConfig();
        // Without it a call would wait for two thirds of the session, and servers allow no less than two of their
        // ticks.
        limits.setProperty(ZKClientConfig.ZOOKEEPER_REQUEST_TIMEOUT, String.valueOf(millis / 8));
        CuratorFramework client = CuratorFrameworkFactory.builder()
                .connectString(servers)
                .sessionTimeoutMs(millis / 3)
                .connectionTimeoutMs(millis / 12)
                .retryPolicy(new RetryOneTime(100))
                .zkClientConfig(limits)
                .build();
        client.start();
        return client;
    }

    @Override
    public CompletionStage<Ballot> acquire(Duration ttl) throws Exception {
        Stat stat = new Stat();
        Entry entry = read(stat);
        if (!entry.isEmpty() && !entry.isOf(candidate) && !isOver(stat.getMzxid(), entry.millis())) {
            return completedFuture(new Ballot.Refused(entry.name()));
        }
        try {
            return completedFuture(new Ballot.Granted(new Vote(write(stat.getVersion(), ttl), ttl)));
        } catch (KeeperException.BadVersionException e) {
            return completedFuture(new Ballot.Refused("")); // Another one was quicker.
        }
    }

    @Override
    public CompletionStage<Ballot> renew(Vote vote, Duration ttl) throws Exception {
        try {
            write(version, ttl);
        } catch (KeeperException.BadVersionException | KeeperException.NoNodeException e) {
            Stat stat = new Stat();
            Entry entry = read(stat);
            if (!entry.isOf(candidate)) {
                return completedFuture(new Ballot.Refused(entry.name()));
            }
            write(stat.getVersion(), ttl); // An earlier write of ours went well, and its answer was lost.
        }
        return completedFuture(new Ballot.Granted(new Vote(vote.token(), ttl)));
    }

    @Override
    public CompletionStage<Void> release(Vote vote) throws Exception {
        try {
            client.setData().withVersion(version).forPath(path, NOBODY);
        } catch (KeeperException.BadVersionException | KeeperException.NoNodeException e) {
            // Somebody else has it already.
        }
        return completedFuture(null);
    }

    /** What the node says; it is made if it is not there. */
    private Entry read(Stat stat) throws Exception {
        try {
            return Entry.parse(path, client.getData().storingStatIn(stat).forPath(path));
        } catch (KeeperException.NoNodeException e) {
            try {
                client.create().creatingParentsIfNeeded().forPath(path, NOBODY);
            } catch (KeeperException.NodeExistsException another) {
                // Another candidate was quicker.
            }
            return Entry.parse(path, client.getData().storingStatIn(stat).forPath(path));
        }
    }

    /** The id of the transaction; the version that it has made is ours. */
    private long write(int over, Duration ttl) throws Exception {
        byte[] data = new Entry(candidate, ttl.toMillis()).data();
        Stat written = client.setData().withVersion(over).forPath(path, data);
        version = written.getVersion();
        return written.getMzxid();
    }

    /** Whether what a transaction wrote has been there for so long since we saw it first. */
    private boolean isOver(long seen, long millis) {
        long now = nanoTime.getAsLong();
        if (seen != seenTransaction) {
            seenTransaction = seen;
            seenAtNanos = now;
        }
        return now - seenAtNanos >= Duration.ofMillis(millis).toNanos();
    }

    /** What is in the node. */
    private record Entry(String candidate, long millis) {

        private static final Pattern FORM = Pattern.compile("(\\S+) (\\d{1,10})");
        private static final int SHOWN = 80;

        /** What no candidate writes is no vote, and not nobody's either: somebody uses the node for something else. */
        static Entry parse(String path, byte[] data) {
            if (data.length == 0) {
                return new Entry("", 0);
            }
            String text = new String(data, StandardCharsets.UTF_8);
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new IllegalStateException(path + " holds no vote: '"
                        + text.substring(0, Math.min(SHOWN, text.length())) + "'; let it have a node of its own");
            }
            return new Entry(form.group(1), Long.parseLong(form.group(2)));
        }

        byte[] data() {
            return (candidate + " " + millis).getBytes(StandardCharsets.UTF_8);
        }

        boolean isEmpty() {
            return candidate.isEmpty();
        }

        boolean isOf(String wanted) {
            return candidate.equals(wanted);
        }

        String name() {
            int end = candidate.indexOf('/');
            return end < 0 ? candidate : candidate.substring(0, end);
        }
    }
}
