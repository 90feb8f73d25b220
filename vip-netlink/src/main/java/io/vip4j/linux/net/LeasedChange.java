/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.netlink.Answer;
import io.vip4j.linux.netlink.NetlinkExchange;
import io.vip4j.linux.netlink.NetlinkRequest;
import io.vip4j.spi.PlatformException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Requests that give addresses a {@link Lease}, and what became of each. On the netlink thread. */
final class LeasedChange {

    private final List<NetlinkRequest> requests;
    private final List<Answer> answers;
    private final Optional<PlatformException> end;
    private int told;

    /**
     * Tells the kernel, in as few system calls as it takes, with a look at the clock before each of them. What fails for
     * a whole call ends it: if the kernel does not answer, it is not waited for again.
     */
    LeasedChange(NetlinkExchange exchange, List<NetlinkRequest> requests, Lease lease) {
        this.requests = requests;
        this.answers = new ArrayList<>(requests.size());
        this.end = tell(exchange, lease);
    }

    private Optional<PlatformException> tell(NetlinkExchange exchange, Lease lease) {
        try {
            for (int from = 0; from < requests.size(); from += NetlinkExchange.MAX_BATCH) {
                int to = Math.min(requests.size(), from + NetlinkExchange.MAX_BATCH);
                lease.requireTime();
                told = to;
                answers.addAll(exchange.change(requests.subList(from, to)));
            }
            return Optional.empty();
        } catch (PlatformException failure) {
            return Optional.of(failure);
        }
    }

    /** Of how many, from the first one on, the kernel was told; it may have done each of them. */
    int told() {
        return told;
    }

    /** Whether the kernel has done what a request says. */
    boolean isDone(int index) {
        return index < answers.size() && answers.get(index).isDone();
    }

    /** Why it has not, or why that is not known. */
    Optional<PlatformException> failure(int index) {
        if (index >= answers.size()) {
            return end;
        }
        Answer answer = answers.get(index);
        return answer.isDone() ? Optional.empty() : Optional.of(answer.asException(requests.get(index)));
    }
}
