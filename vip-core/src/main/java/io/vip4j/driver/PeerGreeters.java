/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.driver.PeerLines.Subject;
import io.vip4j.spi.VipPlatform;
import java.util.ArrayList;
import java.util.List;

/** The greeters of a host: one for each own address and port, as long as a router there may be watched. */
final class PeerGreeters {

    private final VipPlatform platform;
    private final List<PeerGreeter> open = new ArrayList<>();

    PeerGreeters(VipPlatform platform) {
        this.platform = platform;
    }

    /** Lets a router be watched at an own address; each call is paired with one of {@link #remove}. */
    PeerGreeter add(Place place, int port, Subject subject, PeerGreeter.Watched router) {
        PeerGreeter greeter = open.stream()
                .filter(other -> other.isAt(place, port))
                .findFirst()
                .orElseGet(() -> {
                    PeerGreeter opened = new PeerGreeter(platform, place, port);
                    open.add(opened);
                    return opened;
                });
        greeter.add(subject, router);
        return greeter;
    }

    void remove(PeerGreeter greeter, Subject subject) {
        greeter.remove(subject);
        if (greeter.isOfNoUse() && open.remove(greeter)) {
            greeter.close();
        }
    }
}
