/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import io.vip4j.config.HostConfig;
import io.vip4j.config.PeerWatch;
import java.util.Set;
import java.util.TreeSet;

/** Whether the ports that are wanted are free. */
final class PortExamination implements Examination {

    private static final String LISTEN = "0A";

    @Override
    public void examine(Host host, HostConfig wanted, Report report) {
        if (host.runsVip4j()) {
            return;
        }
        Set<Integer> listening = listening(host.files());
        wanted.routers().stream()
                .flatMap(router -> router.peerWatch().stream())
                .map(PeerWatch::port)
                .distinct()
                .filter(listening::contains)
                .forEach(port -> report.warning(
                        DoctorRule.PEER_WATCH_PORT,
                        Report.HOST,
                        "TCP port " + port + " is taken",
                        "ss -ltnp sport = :" + port
                                + " tells by whom; or give another port to all nodes (--peer-watch PORT)"));
    }

    private static Set<Integer> listening(HostFiles files) {
        Set<Integer> ports = new TreeSet<>();
        for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
            for (String line : files.lines(table)) {
                String[] words = line.strip().split("\\s+", -1);
                if (words.length > 3 && words[3].equals(LISTEN)) {
                    ports.add(Integer.parseInt(words[1].substring(words[1].indexOf(':') + 1), 16));
                }
            }
        }
        return ports;
    }
}
