/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.event.AnomalyKind;
import io.vip4j.event.Trigger;

/** What follows for a router from the fate of its vote. Used by the loop. */
final class VoteAnswers implements VoteOutcomes {

    private final ElectorDriver router;
    private final Anomalies anomalies;

    VoteAnswers(ElectorDriver router, Anomalies anomalies) {
        this.router = router;
        this.anomalies = anomalies;
    }

    @Override
    public boolean isInTurn() {
        GroupDriver group = router.group();
        return group == null || group.isInTurn(router);
    }

    @Override
    public void mayClaim() {
        router.claimIfWanted();
    }

    @Override
    public void voted(long token) {
        router.explain("the vote was given with token " + token);
    }

    @Override
    public void claimFailed(String why) {
        router.resign(Resignation.of(Trigger.VOTE, why, false));
    }

    @Override
    public void mustRelease(String why) {
        if (router.hasRole()) {
            router.resign(Resignation.of(Trigger.VOTE, why, true));
        }
    }

    @Override
    public void storeLost(String why) {
        anomalies.notice(AnomalyKind.VOTE_STORE_LOST, "", "the store of the vote: " + why);
    }

    @Override
    public void storeBack() {
        anomalies.over(AnomalyKind.VOTE_STORE_LOST, "");
    }

    @Override
    public void holdsWithoutVote(boolean value) {
        if (value) {
            anomalies.notice(
                    AnomalyKind.HOLDING_WITHOUT_VOTE,
                    "",
                    "the vote is over and the addresses are kept, as no other router is heard: if one has the vote, both"
                            + " hold them; let resources compare fencing tokens");
        } else {
            anomalies.over(AnomalyKind.HOLDING_WITHOUT_VOTE, "");
        }
    }
}
