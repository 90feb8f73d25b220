/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

/** What the planner finds fault with. {@code docs/planner.md} is made of these words. */
public enum PlanRule {
    /** A failed check leaves the Active router above everybody else. */
    FAILOVER_UNREACHABLE(
            "failover-unreachable",
            "a failed check lowers the Active router by too little: it is still above the best of the others and keeps the"
                    + " addresses",
            "a weight that is larger than the gap between the priorities, or release"),
    /** A failed check leaves the Active router level with another. */
    EQUAL_IS_NOT_ENOUGH(
            "equal-is-not-enough",
            "a failed check lowers the Active router to exactly the priority of the best of the others, which a Backup"
                    + " does not preempt",
            "one more"),
    /** A Backup without preemption accepts the lowered router. */
    NO_PREEMPTION_AND_WEIGHT(
            "no-preemption-and-weight",
            "a failed check lowers the Active router, but a Backup without preemption accepts its lower advertisements for"
                    + " ever",
            "release instead of a weight, or preemption with a delay"),
    /** Weights of the owner. */
    OWNER_IGNORES_WEIGHTS(
            "owner-ignores-weights",
            "weights do not change priority 255 (RFC 9568 5.2.4)",
            "a priority of 254 or less, or release"),
    /** Nobody takes over. */
    NOBODY_TAKES_OVER(
            "nobody-takes-over",
            "one failure leaves the addresses without a router",
            "another node that can hold them"),
    /** Two hold the addresses. */
    SPLIT("split", "two nodes hold the addresses at once", "settings with which they hear each other"),
    /** The addresses never come to rest. */
    NEVER_SETTLES(
            "never-settles", "the addresses go back and forth for ever", "one order of priorities for the whole group"),
    /** One node only. */
    SINGLE_NODE("single-node", "only one node has this virtual router", "the same virtual router on a second node"),
    /** Equal priorities. */
    PRIORITY_TIE(
            "priority-tie",
            "two nodes have the same priority: at the start both may claim, and the higher address wins",
            "different priorities"),
    /** The sum of weights leaves 1..254. */
    PRIORITY_CLAMPED(
            "priority-clamped",
            "the sum of priority and weights leaves 1..254 and is cut, so that weights do not count in full",
            "smaller weights, or a priority further from the bounds"),
    /** A healthy node without preemption does not relieve a last resort. */
    NO_PREEMPTION_OF_LAST_RESORT(
            "no-preemption-of-last-resort",
            "a sick router that goes on as the last resort is never relieved by a Backup that has neither preemption nor"
                    + " keepWhenAllBad",
            "keepWhenAllBad on all nodes, or preemption with a delay"),
    /** Another version of VRRP. */
    VERSION_MISMATCH("version-mismatch", "two nodes speak different versions of VRRP", "one version"),
    /** Another interval. */
    INTERVAL_MISMATCH(
            "interval-mismatch",
            "two nodes have different advertisement intervals: VRRPv2 discards the advertisements, VRRPv3 learns the"
                    + " interval of the Active router",
            "one interval"),
    /** Another password. */
    AUTHENTICATION_MISMATCH(
            "authentication-mismatch",
            "two nodes have different VRRPv2 passwords, or only one has one",
            "one password"),
    /** Another form of checksum. */
    CHECKSUM_MISMATCH(
            "checksum-mismatch",
            "two nodes send VRRPv3 checksums of different forms; vip4j accepts both, other implementations do not",
            "one form, or FOLLOW_PEER"),
    /** Other addresses. */
    ADDRESS_MISMATCH(
            "address-mismatch", "two nodes have different addresses for one virtual router", "one list of addresses"),
    /** One VRID for different services. */
    VRID_REUSED(
            "vrid-reused",
            "two nodes use one VRID for different addresses: on one link they are one virtual router",
            "different VRIDs"),
    /** Transports that do not meet. */
    TRANSPORT_MISMATCH(
            "transport-mismatch",
            "two nodes do not reach each other: different groups, or unicast on one side only",
            "one transport"),
    /** A peer that is not listed. */
    PEER_NOT_LISTED(
            "peer-not-listed", "a node is not among the unicast peers of another", "every node in every list of peers"),
    /** A vote that not all need. */
    QUORUM_MISMATCH(
            "quorum-mismatch",
            "one node needs the vote of a store and another does not: the vote is a promise of all",
            "a quorum with one vote on every node"),
    /** A lease that outlives the patience of a Backup. */
    LEASE_TOO_LONG(
            "lease-too-long",
            "the kernel of a dead node keeps the addresses longer than the quickest Backup waits: both have them for that"
                    + " time",
            "a shorter lease, or a longer advertisement interval"),
    /** A group whose members disagree about the better node. */
    GROUP_PRIORITIES_DIFFER(
            "group-priorities-differ",
            "members of a group have their best node in different places: the group rests wherever it is, and moves when"
                    + " nobody expects it",
            "one priority for all members of a group on each node"),
    /** A group on some nodes only. */
    GROUP_MISMATCH(
            "group-mismatch",
            "virtual routers move together on one node and alone on another",
            "the same groups on every node"),
    /** One target for the checks of all. */
    SHARED_TARGET(
            "shared-target",
            "every node asks the same target and releases when it fails: then nobody holds the addresses",
            "keepWhenAllBad, or a weight"),
    /** A timeout that is longer than the interval. */
    TIMEOUT_EXCEEDS_INTERVAL(
            "timeout-exceeds-interval",
            "a check may take longer than its interval: while it hangs it is asked less often than the interval says",
            "a timeout of at most the interval"),
    /** A check that is noticed later than a crash. */
    SLOW_CHECK(
            "slow-check",
            "the failure of a check is noticed much later than the death of the node would be",
            "a shorter interval, a smaller fall, or a handle that the application calls"),
    /** Damping keeps a healthy node out. */
    DAMPING_HOLDS_BACK(
            "damping-holds-back",
            "a check with damping keeps its node away for a while though it is up again",
            "a shorter hold, if that is too long"),
    /** The own interface does not count. */
    OWN_INTERFACE_IGNORED(
            "own-interface-ignored",
            "a router whose own interface does not count stays Active when its link is gone, and a second one takes over",
            "tracking of the own interface");

    private final String id;
    private final String what;
    private final String remedy;

    PlanRule(String id, String what, String remedy) {
        this.id = id;
        this.what = what;
        this.remedy = remedy;
    }

    /** What it is called in texts and documents; never changes. */
    public String id() {
        return id;
    }

    /** What is wrong, in general. */
    public String what() {
        return what;
    }

    /** What helps, in general. */
    public String remedy() {
        return remedy;
    }
}
