/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.vrrp.ChecksumChoice;
import io.vip4j.vrrp.ChecksumForm;
import java.util.EnumMap;
import java.util.Map;

/** Counts the checksum forms of what others send, and chooses the own one. */
final class ChecksumForms {

    /** So many in a row make the own form follow: one alone may be a stray of a router that is being changed. */
    private static final int IN_A_ROW = 2;

    private final Map<ChecksumForm, Count> heard = new EnumMap<>(ChecksumForm.class);
    private ChecksumChoice choice;
    private ChecksumForm followed = ChecksumForm.PSEUDO_HEADER;
    private int othersInARow;

    ChecksumForms(ChecksumChoice choice) {
        this.choice = choice;
    }

    void choice(ChecksumChoice value) {
        choice = value;
    }

    /** Takes note of an advertisement that counts; never of one that does not. */
    void heard(ChecksumForm form) {
        heard.computeIfAbsent(form, unused -> new Count()).value++;
        othersInARow = form == followed ? 0 : othersInARow + 1;
        if (othersInARow == IN_A_ROW) {
            followed = form;
            othersInARow = 0;
        }
    }

    /** The form to send. */
    ChecksumForm own() {
        return switch (choice) {
            case PSEUDO_HEADER -> ChecksumForm.PSEUDO_HEADER;
            case MESSAGE_ONLY -> ChecksumForm.MESSAGE_ONLY;
            case FOLLOW_PEER -> followed;
        };
    }

    /** How often each form was heard; forms that were not are left out. */
    Map<ChecksumForm, Long> heard() {
        Map<ChecksumForm, Long> counts = new EnumMap<>(ChecksumForm.class);
        heard.forEach((form, count) -> counts.put(form, count.value));
        return Map.copyOf(counts);
    }

    /** Counts without an object for each number. */
    private static final class Count {
        private long value;
    }
}
