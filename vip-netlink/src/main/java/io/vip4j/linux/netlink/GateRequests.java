/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import static io.vip4j.linux.netlink.NfTables.NFTA_DATA_VALUE;
import static io.vip4j.linux.netlink.NfTables.NFT_MSG_DELSETELEM;
import static io.vip4j.linux.netlink.NfTables.NFT_MSG_NEWSETELEM;
import static io.vip4j.linux.netlink.NfTables.element;
import static io.vip4j.linux.netlink.NfTables.header;
import static io.vip4j.linux.netlink.NfTables.nested;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_CREATE;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_REQUEST;

import io.vip4j.vrrp.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Requests about the addresses in the sets of a {@link GateTable}, for one batch. An element that is there keeps the rest
 * of its time when it is added (Linux before 6.12), and one that is not there, or whose time is over, cannot be removed;
 * so one that shall be gone is added and removed, and one that shall have a new time is then added again. No packet sees
 * what is in between.
 */
public final class GateRequests {

    private static final int NFTA_SET_ELEM_LIST_TABLE = 1;
    private static final int NFTA_SET_ELEM_LIST_SET = 2;
    private static final int NFTA_SET_ELEM_LIST_ELEMENTS = 3;
    private static final int NFTA_SET_ELEM_KEY = 1;
    private static final int NFTA_SET_ELEM_TIMEOUT = 4;

    private final GateTable table;

    /** @param table where the sets are */
    public GateRequests(GateTable table) {
        this.table = table;
    }

    /** Guards addresses; those that are guarded stay so. */
    public List<NetlinkRequest> guard(Set<IpAddress> addresses) {
        List<NetlinkRequest> requests = new ArrayList<>();
        each(addresses, set -> !set.isOpen(), (set, keys) -> requests.add(add(set, untimed(keys))));
        return requests;
    }

    /**
     * Opens the gate of addresses, in place of what is left from earlier.
     *
     * @param millis for how long, by address
     */
    public List<NetlinkRequest> open(Map<IpAddress, Long> millis) {
        List<NetlinkRequest> requests = new ArrayList<>();
        each(millis.keySet(), GateSet::isOpen, (set, keys) -> {
            List<Element> elements = keys.stream()
                    .map(key -> new Element(key, Objects.requireNonNull(millis.get(key))))
                    .toList();
            requests.add(add(set, elements));
            requests.add(delete(set, keys));
            requests.add(add(set, elements));
        });
        return requests;
    }

    /** Shuts the gate of addresses, whether it is open or not. */
    public List<NetlinkRequest> shut(Set<IpAddress> addresses) {
        List<NetlinkRequest> requests = new ArrayList<>();
        each(addresses, GateSet::isOpen, (set, keys) -> requests.addAll(remove(set, keys)));
        return requests;
    }

    /** Guards addresses no longer, whether they are guarded or not. */
    public List<NetlinkRequest> unguard(Set<IpAddress> addresses) {
        List<NetlinkRequest> requests = new ArrayList<>();
        each(addresses, set -> true, (set, keys) -> requests.addAll(remove(set, keys)));
        return requests;
    }

    private interface Step {
        void take(GateSet set, List<IpAddress> keys);
    }

    private static void each(Set<IpAddress> addresses, Predicate<GateSet> wanted, Step step) {
        for (GateSet set : GateSet.values()) {
            List<IpAddress> keys = addresses.stream()
                    .filter(address -> set.takes(address.family()))
                    .toList();
            if (wanted.test(set) && !keys.isEmpty()) {
                step.take(set, keys);
            }
        }
    }

    /** @param millis until its end; 0: it has none */
    private record Element(IpAddress address, long millis) {}

    private static List<Element> untimed(List<IpAddress> keys) {
        return keys.stream().map(key -> new Element(key, 0)).toList();
    }

    private List<NetlinkRequest> remove(GateSet set, List<IpAddress> keys) {
        return List.of(add(set, untimed(keys)), delete(set, keys));
    }

    private NetlinkRequest add(GateSet set, List<Element> elements) {
        return request("NFT_MSG_NEWSETELEM ", NFT_MSG_NEWSETELEM, NLM_F_REQUEST | NLM_F_CREATE, set, elements);
    }

    private NetlinkRequest delete(GateSet set, List<IpAddress> keys) {
        return request("NFT_MSG_DELSETELEM ", NFT_MSG_DELSETELEM, NLM_F_REQUEST, set, untimed(keys));
    }

    private NetlinkRequest request(String what, int type, int flags, GateSet set, List<Element> elements) {
        String text = what + table.name() + " " + set.text() + " "
                + elements.get(0).address() + (elements.size() > 1 ? " ..." : "");
        return new NetlinkRequest(text, type, flags, writer -> {
            header(writer, set.family());
            writer.textAttribute(NFTA_SET_ELEM_LIST_TABLE, table.name());
            writer.textAttribute(NFTA_SET_ELEM_LIST_SET, set.text());
            nested(writer, NFTA_SET_ELEM_LIST_ELEMENTS, () -> {
                for (Element element : elements) {
                    element(writer, () -> write(writer, set, element));
                }
            });
        });
    }

    private static void write(MessageWriter writer, GateSet set, Element element) {
        byte[] address = element.address().octets();
        byte[] key = new byte[set.keyOctets()];
        for (int i = 0; i < key.length; i++) {
            key[i] = address[i % address.length];
        }
        nested(writer, NFTA_SET_ELEM_KEY, () -> writer.attribute(NFTA_DATA_VALUE, key));
        if (element.millis() > 0) {
            writer.networkOrderAttribute(NFTA_SET_ELEM_TIMEOUT, element.millis());
        }
    }
}
