/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.linux.ffi.NetworkNamespace;
import io.vip4j.linux.lab.Lab;
import io.vip4j.linux.lab.LabTest;
import io.vip4j.spi.PlatformException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is alive in a network namespace. */
@LabTest
class ProcessSlotLabTest {

    private final Lab lab = new Lab();
    private final Lab.Node node = lab.node("198.51.100.1/24");
    private final Lab.Node other = lab.node("198.51.100.2/24");

    @AfterEach
    void closeLab() {
        lab.close();
    }

    @Test
    void lowestFreeSlotIsTakenAndFreeAgainWhenItIsGivenUp() {
        List<Object> seen = in(node, () -> {
            ProcessSlot first = ProcessSlot.take();
            ProcessSlot second = ProcessSlot.take();
            List<Object> numbers = new ArrayList<>(List.of(first.number(), second.number()));
            numbers.addAll(List.of(ProcessSlot.isHeld(0), ProcessSlot.isHeld(1), ProcessSlot.isHeld(2)));
            first.close();
            numbers.add(ProcessSlot.isHeld(0));
            ProcessSlot third = ProcessSlot.take();
            numbers.add(third.number());
            second.close();
            third.close();
            return numbers;
        });

        assertThat(seen).isEqualTo(List.of(0, 1, true, true, false, false, 0));
    }

    @Test
    void networkNamespacesDoNotSeeEachOther() {
        ProcessSlot here = in(node, ProcessSlot::take);

        assertThat(in(other, () -> ProcessSlot.isHeld(here.number()))).isFalse();
        assertThat(in(node, () -> ProcessSlot.isHeld(here.number()))).isTrue();
        here.close();
    }

    @Test
    void withoutAFreeSlotThereIsAClearRefusal() {
        List<ProcessSlot> all = in(node, () -> {
            List<ProcessSlot> taken = new ArrayList<>();
            for (int i = 0; i < ProcessSlot.COUNT; i++) {
                taken.add(ProcessSlot.take());
            }
            return taken;
        });

        assertThatThrownBy(() -> in(node, ProcessSlot::take))
                .hasRootCauseInstanceOf(PlatformException.class)
                .hasRootCauseMessage("all 64 slots for vip4j processes in this network namespace are held; ss -xl shows"
                        + " who holds @vip4j-slot-N: end some of them");
        assertThat(node.run("cat", "/proc/net/unix")).contains("@vip4j-slot-0").contains("@vip4j-slot-63");
        all.forEach(ProcessSlot::close);
    }

    private static <T> T in(Lab.Node where, Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try (NetworkNamespace namespace = NetworkNamespace.open(where.file())) {
            new PlatformThreads(Optional.of(namespace))
                    .named("test")
                    .newThread(() -> {
                        try {
                            result.complete(task.call());
                        } catch (Exception e) {
                            result.completeExceptionally(e);
                        }
                    })
                    .start();
            return result.orTimeout(60, TimeUnit.SECONDS).join();
        }
    }
}
