/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.simulation.SimulatedNode;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Everything that can befall the routers of a LAN, one blow at a time. */
final class LanTrouble {

    private static final int FIRST_NEW_ADDRESS = 100;

    private final Random random;
    private final SimulatedLan lan;
    private final LanVariant variant;
    private final List<SimulatedRouter> routers;
    private final LanInvariants invariants;
    private final Consumer<String> story;
    private int newAddresses;

    LanTrouble(
            Random random,
            SimulatedLan lan,
            LanVariant variant,
            List<SimulatedRouter> routers,
            LanInvariants invariants,
            Consumer<String> story) {
        this.random = random;
        this.lan = lan;
        this.variant = variant;
        this.routers = routers;
        this.invariants = invariants;
        this.story = story;
    }

    /**
     * Strikes once.
     *
     * @param longest the longest interval of the routers
     */
    void blow(Duration longest) {
        SimulatedRouter router = routers.get(random.nextInt(routers.size()));
        switch (random.nextInt(25)) {
            case 0 -> {
                double probability = chance(0.5) ? 0 : random.nextDouble() / 2;
                tell("loss " + probability);
                lan.loss(probability);
                invariants.lossy(probability > 0);
            }
            case 1 -> {
                Duration delay =
                        chance(0.5) ? Duration.ZERO : Duration.ofNanos(1 + random.nextLong(longest.toNanos() / 4));
                tell("delay up to " + delay);
                lan.maxDelay(delay);
            }
            case 2, 3 -> killOrStart(router);
            case 4, 5 -> freezeOrThaw(router);
            case 6 -> pullOrPut(router);
            case 7, 8 -> splitOrHeal(router);
            case 9, 19, 20, 21 -> {
                if (router.runs()) {
                    health(router, longest);
                }
            }
            case 10 -> {
                if (router.runs() && router.isPublishedActive()) {
                    tell("switchover of " + router.name());
                    router.switchover(Duration.ofNanos(random.nextLong(longest.toNanos() * 5)));
                }
            }
            case 11 -> {
                double probability = chance(0.5) ? 0 : random.nextDouble();
                tell("duplication " + probability);
                lan.duplication(probability);
            }
            case 12 -> {
                if (router.isAlive()) {
                    tell("bad packets for " + router.name());
                    router.flood(random, 1 + random.nextInt(200));
                }
            }
            case 13 -> changeAddress(router);
            case 14, 15 -> {
                if (router.runs()) {
                    VirtualRouterConfig next = variant.changed(router.config());
                    tell("change " + next);
                    router.change(next);
                }
            }
            case 16 -> {
                if (!router.isFrozen()) { // A frozen process cannot know that its addresses have gone.
                    removeOrAddInterface(router);
                }
            }
            case 22, 23, 24 -> {
                if (router.runs()) {
                    steer(router, longest);
                }
            }
            default -> harmAddresses(router);
        }
    }

    private void steer(SimulatedRouter router, Duration longest) {
        Duration limit = Duration.ofNanos(1 + random.nextLong(longest.toNanos() * 20));
        switch (random.nextInt(6)) {
            case 0, 1 -> {
                tell("hold " + router.name() + " for " + limit);
                router.steer(steering -> {
                    var unused = steering.hold("by lot", limit);
                });
            }
            case 2 -> {
                tell("resume " + router.name());
                router.steer(Steering::resume);
            }
            case 3, 4 -> {
                Priority priority = new Priority(1 + random.nextInt(254));
                if (!router.config().priority().isOwner()) {
                    tell("priority of " + router.name() + " is " + priority + " for " + limit);
                    router.steer(steering -> steering.temporaryPriority(priority, limit));
                }
            }
            default -> {
                tell("restore the priority of " + router.name());
                router.steer(Steering::restorePriority);
            }
        }
    }

    private void health(SimulatedRouter router, Duration longest) {
        String handle = List.of("handle", "handle", "load", "load", "note").get(random.nextInt(5));
        double level = random.nextInt(5) / 4.0;
        switch (random.nextInt(5)) {
            case 0 -> {
                double next = random.nextInt(3) / 2.0;
                tell(handle + " of " + router.name() + " says " + level + " and at once " + next);
                router.saysAtOnce(handle, level, next);
            }
            case 1 -> {
                tell(handle + " of " + router.name() + " promises to beat");
                router.expects(handle, Duration.ofMillis(10).plusNanos(random.nextLong(longest.toNanos())));
            }
            default -> {
                tell(handle + " of " + router.name() + " says " + level);
                router.says(handle, level);
            }
        }
    }

    private void killOrStart(SimulatedRouter router) {
        if (!router.isAlive()) {
            if (router.hasInterface() && router.processHasEnded()) {
                tell("start " + router.name());
                router.start();
            }
        } else if (chance(0.5) && !router.isFrozen()) {
            tell("stop " + router.name());
            router.stop();
        } else {
            tell("kill " + router.name());
            router.kill();
        }
    }

    private void freezeOrThaw(SimulatedRouter router) {
        if (router.isFrozen()) {
            tell("thaw " + router.name());
            router.thaw();
        } else if (router.isAlive()) {
            tell("freeze " + router.name());
            router.freeze();
        }
    }

    private void removeOrAddInterface(SimulatedRouter router) {
        boolean remove = router.hasInterface();
        tell((remove ? "remove" : "add") + " the interface of " + router.name());
        if (remove) {
            router.node().removeInterface(SimulatedNode.INTERFACE);
        } else {
            router.node().addInterface(SimulatedNode.INTERFACE);
        }
    }

    private void pullOrPut(SimulatedRouter router) {
        if (!router.hasInterface()) {
            return;
        }
        boolean plugged = router.node().isPluggedIn();
        tell((plugged ? "unplug " : "plug in ") + router.name());
        if (plugged) {
            router.node().unplug();
        } else {
            router.node().plugIn();
        }
    }

    private void splitOrHeal(SimulatedRouter router) {
        SimulatedRouter other = routers.get(random.nextInt(routers.size()));
        switch (random.nextInt(4)) {
            case 0 -> {
                tell("split " + router.name());
                lan.split(router.name());
            }
            case 1 -> split(2 + random.nextInt(2));
            case 2 -> {
                tell(other.name() + " does not hear " + router.name());
                lan.cut(router.name(), other.name());
            }
            default -> {
                tell("heal");
                lan.heal();
                invariants.split(false);
                return;
            }
        }
        invariants.split(true);
    }

    /**
     * Splits the LAN at random.
     *
     * @return the routers of each part; a part may be empty
     */
    List<List<SimulatedRouter>> split(int parts) {
        List<List<SimulatedRouter>> groups = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            groups.add(new ArrayList<>());
        }
        routers.forEach(router -> groups.get(random.nextInt(parts)).add(router));
        List<List<String>> names = groups.stream()
                .map(group -> group.stream().map(SimulatedRouter::name).toList())
                .toList();
        tell("parts " + names);
        lan.partition(names);
        return groups;
    }

    /** Addresses of unicast peers are in the settings of all and so stay. */
    private void changeAddress(SimulatedRouter router) {
        if (!variant.isUnicast() && router.hasInterface() && newAddresses < FIRST_NEW_ADDRESS) {
            int number = FIRST_NEW_ADDRESS + newAddresses++;
            IpAddress address = IpAddress.parse(
                    variant.family() == AddressFamily.IPV4 ? "198.51.100." + number : "fe80::" + number);
            tell("address of " + router.name() + " becomes " + address);
            router.node().setAddress(address);
        }
    }

    private void harmAddresses(SimulatedRouter router) {
        if (chance(0.3)) {
            tell("binds of " + router.name() + " fail");
            router.node().failBinds("by lot");
        } else if (chance(0.5)) {
            tell("binds of " + router.name() + " succeed");
            router.node().letBindsSucceed();
        } else if (router.runs()) {
            tell("remove the address from " + router.name());
            router.node().removeAddress(variant.virtualAddress());
        }
    }

    private void tell(String what) {
        story.accept(what);
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }
}
