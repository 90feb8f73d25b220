/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.flight;

import io.vip4j.event.Term;
import io.vip4j.event.Transition;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A change of state, as listeners are told it. */
@Name("io.vip4j.Transition")
@Label("VRRP Transition")
@Description("A virtual router has changed its state; committed when its listeners are told")
@Category({"vip4j"})
@StackTrace(false)
final class TransitionEvent extends Event {

    @Label("Router")
    String router = "";

    @Label("VRID")
    int vrid;

    @Label("Interface")
    String networkInterface = "";

    @Label("From")
    String from = "";

    @Label("To")
    String to = "";

    @Label("Trigger")
    @Description("Kind of cause")
    String trigger = "";

    @Label("Cause")
    @Description("Chain of causes, for people")
    String cause = "";

    @Label("Term")
    @Description("Number of the tenure that begins or ends, as in 'token 42'; empty of other transitions")
    String term = "";

    @Label("Sequence")
    @Description("Number of this event of the router; events at the same time are in this order")
    long sequence;

    static void record(Transition transition) {
        TransitionEvent event = new TransitionEvent();
        if (!event.isEnabled()) {
            return;
        }
        event.router = transition.router();
        event.vrid = transition.vrid().value();
        event.networkInterface = transition.networkInterface();
        event.from = transition.from().name();
        event.to = transition.to().name();
        event.trigger = transition.cause().trigger().name();
        event.cause = transition.cause().toString();
        event.term = transition.term().map(Term::toString).orElse("");
        event.sequence = transition.sequence();
        event.commit();
    }
}
