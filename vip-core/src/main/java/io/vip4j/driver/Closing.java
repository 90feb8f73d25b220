/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import java.util.concurrent.CompletableFuture;

/**
 * The end of a router. It is asked for, its listeners drain, it takes part no more, and when nothing can be on the host any
 * more what it has ends in order. Used by the loop.
 */
final class Closing {

    private final RunningMachine machine;
    private final Tenure tenure;
    private final Eligibility eligibility;
    private final Participation participation;
    private final Leave leave;
    private final GateKeeper gate;
    private final ProcessBinding binding;
    private final Runnable silence;
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    // Written by the loop.
    private boolean asked;
    private boolean ending;

    /** @param silence ends what the router says about others and itself */
    Closing(
            RunningMachine machine,
            Tenure tenure,
            Eligibility eligibility,
            Participation participation,
            Leave leave,
            GateKeeper gate,
            ProcessBinding binding,
            Runnable silence) {
        this.machine = machine;
        this.tenure = tenure;
        this.eligibility = eligibility;
        this.participation = participation;
        this.leave = leave;
        this.gate = gate;
        this.binding = binding;
        this.silence = silence;
    }

    void ask() {
        asked = true;
    }

    boolean isAsked() {
        return asked;
    }

    /** The listeners have drained: it never takes part again. */
    void stopTakingPart() {
        eligibility.close();
        participation.close();
    }

    /** The router knows that it must not take part, and has acted upon it. */
    void drained() {
        drained.complete(null);
    }

    /** See {@link ElectorDriver#whenDrained}. */
    CompletableFuture<Void> whenDrained() {
        return drained;
    }

    /** See {@link ElectorDriver#close}. */
    CompletableFuture<Void> whenClosed() {
        return closed;
    }

    /** Ends everything, once, if it takes part no more and the platform owes no answer to an unbind. */
    void completeIfDone() {
        if (eligibility.isClosed() && !machine.takesPart() && !tenure.isUnbinding() && !ending) {
            ending = true;
            machine.end();
            silence.run();
            var unused = leave.close()
                    .thenCompose(nothing -> gate.close())
                    .thenCompose(nothing -> participation.removeInterface())
                    .thenRun(() -> {
                        binding.close();
                        closed.complete(null);
                    });
        }
    }
}
