/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import io.vip4j.linux.ffi.Errno;
import io.vip4j.linux.ffi.SystemCallException;
import io.vip4j.spi.PlatformException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Requests about nftables and the kernel's answers, one exchange after the other. The calling thread waits. */
public final class NetfilterExchange implements AutoCloseable {

    /** Addresses in one batch at most: they, three times in two tables, fit into one send. */
    public static final int MAX_ADDRESSES = 256;

    private static final int SEND_OCTETS = 1 << 17;

    private final NetlinkDialog dialog;

    /**
     * Opens the socket in the network namespace of the calling thread.
     *
     * @param timeout for each exchange
     * @throws PlatformException if the kernel has no netfilter
     */
    public NetfilterExchange(Duration timeout) {
        try {
            this.dialog = new NetlinkDialog(NetlinkSocket.NETLINK_NETFILTER, SEND_OCTETS, timeout);
        } catch (SystemCallException e) {
            throw isMissing(e.errno()) ? missing(e) : e;
        }
    }

    /**
     * Does all of the requests or none.
     *
     * @throws NetlinkException naming the request that was refused
     * @throws PlatformException if the kernel has no nf_tables or does not answer
     */
    public void transact(List<NetlinkRequest> requests) {
        try {
            dialog.transact(NfTables.beginBatch(), requests, NfTables.endBatch());
        } catch (NetlinkException e) {
            throw isMissing(e.errno()) ? missing(e) : e;
        }
    }

    /** The slots of which there are tables. A kernel without nf_tables has none. */
    public Set<Integer> slots() {
        Set<Integer> slots = new TreeSet<>();
        list(
                GateTable.dump(),
                slots::clear,
                message -> GateTable.decodeName(message)
                        .ifPresent(name -> GateTable.slotOf(name).ifPresent(slots::add)));
        return slots;
    }

    /** All rules. A kernel without nf_tables has none. */
    public NftRules rules() {
        NftRules rules = new NftRules();
        list(
                NftChain.dump(),
                rules::clearChains,
                message -> NftChain.decode(message).ifPresent(rules::add));
        list(
                NftRule.dump(),
                rules::clearRules,
                message -> NftRule.decode(message).ifPresent(rules::add));
        for (NftRule rule : rules.all()) {
            for (String set : rule.sets()) {
                if (!rules.hasSet(rule.place(), set)) {
                    NftElements elements = rules.newSet(rule.place(), set);
                    list(NftElements.dump(rule.place(), set), elements::clear, elements::read);
                }
            }
        }
        return rules;
    }

    private void list(NetlinkRequest request, Runnable restart, Consumer<MessageReader> each) {
        Answer answer = dialog.dump(request, restart, each);
        // What was removed meanwhile is not there, and nothing is where there is no nf_tables.
        if (!answer.isDone() && !isMissing(answer.errno()) && answer.errno() != Errno.ENOENT) {
            throw answer.asException(request);
        }
    }

    /** Nobody answers for nf_tables, or not for a family of it: modules are missing. */
    private static boolean isMissing(int errno) {
        return errno == Errno.EOPNOTSUPP || errno == Errno.EAFNOSUPPORT || errno == Errno.EPROTONOSUPPORT;
    }

    private static PlatformException missing(PlatformException cause) {
        return new PlatformException(
                cause.getMessage() + " (this kernel lacks nf_tables with the families inet and arp: load the modules"
                        + " nf_tables and nft_fib_inet, or do without gate NFT)",
                cause);
    }

    @Override
    public void close() {
        dialog.close();
    }
}
