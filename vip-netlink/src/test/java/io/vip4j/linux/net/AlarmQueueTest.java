/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlarmQueueTest {

    private final AlarmQueue queue = new AlarmQueue();
    private final AlarmQueue.Entry[] taken = new AlarmQueue.Entry[4];

    private List<AlarmQueue.Entry> takeDue(long now) {
        return List.copyOf(Arrays.asList(taken).subList(0, queue.takeDue(now, taken)));
    }

    private AlarmQueue.Entry put(long deadline, long early) {
        AlarmQueue.Entry entry = new AlarmQueue.Entry();
        queue.put(entry, deadline, early);
        return entry;
    }

    @Test
    void nothingIsTakenBeforeItsTime() {
        AlarmQueue.Entry entry = put(10, 5);
        assertThat(takeDue(9)).isEmpty();
        assertThat(takeDue(10)).containsExactly(entry);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void companyMakesEarly() {
        AlarmQueue.Entry first = put(10, 0);
        AlarmQueue.Entry second = put(14, 4);
        AlarmQueue.Entry third = put(15, 4);
        assertThat(takeDue(10)).containsExactly(first, second);
        assertThat(takeDue(14)).isEmpty();
        assertThat(takeDue(15)).containsExactly(third);
    }

    @Test
    void noMoreAreTakenThanThereIsRoomFor() {
        List<AlarmQueue.Entry> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(put(i, 0));
        }
        assertThat(takeDue(100)).isEqualTo(all.subList(0, 4));
        assertThat(takeDue(100)).isEqualTo(all.subList(4, 6));
    }

    @Test
    void removedOneIsNotTaken() {
        AlarmQueue.Entry gone = put(1, 0);
        AlarmQueue.Entry stays = put(2, 0);
        queue.remove(gone);
        queue.remove(gone);
        assertThat(takeDue(100)).containsExactly(stays);
        queue.remove(stays); // It is not there any more.
        assertThat(queue.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, Long.MAX_VALUE - 500})
    void keepsTheOrderThroughAnyChanges(long origin) { // A clock may pass the end of its numbers.
        Random random = new Random(origin);
        List<AlarmQueue.Entry> entries = new ArrayList<>();
        Map<AlarmQueue.Entry, Long> expected = new LinkedHashMap<>();
        for (int i = 0; i < 50; i++) {
            entries.add(new AlarmQueue.Entry());
        }
        for (int i = 0; i < 5000; i++) {
            AlarmQueue.Entry entry = entries.get(random.nextInt(entries.size()));
            if (random.nextInt(3) == 0) {
                queue.remove(entry);
                expected.remove(entry);
            } else {
                long offset = random.nextInt(1_000_000);
                queue.put(entry, origin + offset, 0);
                expected.put(entry, offset);
            }
            if (!expected.isEmpty()) {
                long first = expected.values().stream()
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
                assertThat(queue.first().deadlineNanos() - origin).isEqualTo(first);
            }
            assertThat(queue.isEmpty()).isEqualTo(expected.isEmpty());
        }
        List<Long> order = new ArrayList<>();
        for (List<AlarmQueue.Entry> due = takeDue(origin + 1_000_000);
                !due.isEmpty();
                due = takeDue(origin + 1_000_000)) {
            due.forEach(entry -> order.add(expected.remove(entry)));
        }
        assertThat(order).isSorted();
        assertThat(expected).isEmpty();
    }
}
