/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import io.vip4j.HealthHandle;
import java.io.FileInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** What an application can come down with, on demand. */
enum Disease {
    /** A pause of the whole JVM, as of a long garbage collection. */
    STALL {
        @Override
        void outbreak(HealthHandle health) {
            start("stall", LongLoop::stallTheJvm);
        }
    },
    /** Its threads wait for each other; one of them is the one that says that the application lives. */
    DEADLOCK {
        @Override
        void outbreak(HealthHandle health) {
            health.expectEvery(BEAT);
            Object one = new Object();
            Object other = new Object();
            CountDownLatch bothHoldOne = new CountDownLatch(2);
            start("deadlock-1", () -> lockBoth(one, other, bothHoldOne));
            start("deadlock-2", () -> lockBoth(other, one, bothHoldOne));
            start("heart", () -> {
                while (true) {
                    synchronized (one) {
                        health.beat();
                    }
                    Deadline.pause(BEAT.dividedBy(4));
                }
            });
        }
    },
    /** It takes memory until there is none. */
    GLUTTONY {
        @Override
        void outbreak(HealthHandle health) {
            start("gluttony", () -> {
                while (true) {
                    byte[] bite = new byte[1 << 20];
                    // Memory that is not written to is not there yet.
                    Arrays.fill(bite, (byte) 1);
                    EATEN.add(bite);
                }
            });
        }
    },
    /** It opens files until it may not any more, and closes none. */
    FILES {
        @Override
        void outbreak(HealthHandle health) {
            start("files", () -> {
                while (true) {
                    try {
                        OPENED.add(new FileInputStream("/dev/null"));
                    } catch (IOException e) {
                        System.out.println("files " + OPENED.size());
                        return;
                    }
                }
            });
        }
    };

    private static final Duration BEAT = Duration.ofMillis(400);
    private static final List<FileInputStream> OPENED = new ArrayList<>();
    private static final List<byte[]> EATEN = new ArrayList<>();

    static Disease of(String line) {
        return valueOf(line.toUpperCase(Locale.ROOT));
    }

    /** The word that brings it about. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Begins, on threads of its own. */
    abstract void outbreak(HealthHandle health);

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void lockBoth(Object first, Object second, CountDownLatch bothHoldOne) {
        synchronized (first) {
            bothHoldOne.countDown();
            try {
                bothHoldOne.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            synchronized (second) {
                throw new IllegalStateException("no deadlock");
            }
        }
    }
}
