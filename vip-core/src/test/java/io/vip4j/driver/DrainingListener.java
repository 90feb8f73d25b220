/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.event.Releasing;
import io.vip4j.event.Transition;
import io.vip4j.event.VipListener;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Tells what it hears among the words of a bench, and needs the addresses until {@link #done} is completed. */
final class DrainingListener implements VipListener {

    final CompletableFuture<Void> done = new CompletableFuture<>();
    private final List<String> words;

    DrainingListener(List<String> words) {
        this.words = words;
    }

    @Override
    public void onTransition(Transition transition) {
        words.add(transition.to().name());
    }

    @Override
    public CompletionStage<?> onReleasing(Releasing releasing) {
        words.add("RELEASING " + releasing.router() + " " + releasing.cause() + " within "
                + releasing.limit().toSeconds() + " s");
        return done;
    }
}
