/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.spi.PeerLinks;
import io.vip4j.vrrp.IpAddress;
import java.util.ArrayList;
import java.util.List;

/** Writes down what comes over connections of a process that is no router, and answers as it is told. */
final class Correspondent implements PeerLinks.Acceptor, PeerLinks.Listener {

    final List<String> heard = new ArrayList<>();
    final List<PeerLinks.Link> links = new ArrayList<>();
    private final List<String> answers;
    private final boolean hangsUp;

    /**
     * @param hangsUp whether it ends each connection after its answers
     * @param answers what it says to the first line of each connection that it takes
     */
    Correspondent(boolean hangsUp, String... answers) {
        this.answers = List.of(answers);
        this.hangsUp = hangsUp;
    }

    @Override
    public PeerLinks.Listener accepted(IpAddress peer, PeerLinks.Link link) {
        links.add(link);
        return new PeerLinks.Listener() {
            @Override
            public void connected() {
                throw new AssertionError("it is the other end that connects");
            }

            @Override
            public void line(String line) {
                heard.add(line);
                answers.forEach(link::send);
                if (hangsUp) {
                    link.close();
                }
            }

            @Override
            public void ended(PeerLinks.End end) {
                heard.add(end.toString());
            }
        };
    }

    @Override
    public void connected() {
        heard.add("connected");
    }

    @Override
    public void line(String line) {
        heard.add(line);
    }

    @Override
    public void ended(PeerLinks.End end) {
        heard.add(end.toString());
    }
}
