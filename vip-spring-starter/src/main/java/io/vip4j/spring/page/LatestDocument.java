/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.page;

import org.jspecify.annotations.Nullable;

/** Hands documents from the feed to the thread of a stream: only the newest one counts, so a slow client costs nothing. */
final class LatestDocument implements PageFeed.Viewer {

    // Guarded by this.
    private @Nullable String latest;
    private boolean ended;

    @Override
    public synchronized void show(String document) {
        latest = document;
        notifyAll();
    }

    @Override
    public synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Waits for a document that was not taken yet; null if there will be no more. */
    synchronized @Nullable String take() throws InterruptedException {
        while (latest == null && !ended) {
            wait();
        }
        String taken = ended ? null : latest;
        latest = null;
        return taken;
    }
}
