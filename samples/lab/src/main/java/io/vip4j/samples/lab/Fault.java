/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Everything that can go wrong here. */
enum Fault {
    KILL_OWNER("SIGKILL of the owner", ProcessFaults::killOwner),
    STOP_OWNER("SIGTERM of the owner", ProcessFaults::stopOwner),
    SWITCHOVER("switchover", Audience.VIPD, ProcessFaults::switchover),
    KILL_BACKUP("SIGKILL of the Backup", ProcessFaults::killBackup),
    KILL_DURING_TAKEOVER("SIGKILL of the Backup during its takeover", ProcessFaults::killDuringTakeover),
    FREEZE_OWNER_BRIEFLY("owner stopped, shorter than the timers", ProcessFaults::freezeOwnerBriefly),
    FREEZE_OWNER("owner stopped, longer than the timers", ProcessFaults::freezeOwner),
    FREEZE_BACKUP_BRIEFLY("Backup stopped, shorter than the timers", ProcessFaults::freezeBackupBriefly),
    FREEZE_BACKUP("Backup stopped, longer than the timers", ProcessFaults::freezeBackup),
    RESTART_OWNER("restart storm of the owner", ProcessFaults::restartOwnerOften),
    RESTART_BACKUP("restart storm of the Backup", ProcessFaults::restartBackupOften),
    CABLE("cable of the owner", CableFaults::cutCable),
    INTERFACE_DOWN("interface of the owner down and up", CableFaults::interfaceDown),
    INTERFACE_REMOVED("interface of the owner made anew", CableFaults::interfaceRemoved),
    MUTE("one-way loss: nobody hears the owner", CableFaults::ownerIsMute),
    DEAF("one-way loss: the owner does not hear the Backup", CableFaults::ownerIsDeaf),
    LOSS("30 % loss", CableFaults::loss),
    PARTITION("partition of three nodes", 3, CableFaults::partition),
    DELETE_ONCE("address deleted by others", AddressFaults::deleteOnce),
    DELETE_OFTEN("address deleted by others each 100 ms", AddressFaults::deleteOften),
    FLOOD_OWNER("netlink flood at the owner", AddressFaults::floodOwner),
    FLOOD_BACKUP("netlink flood at the Backup", AddressFaults::floodBackup),
    PROCESSORS("all processors busy", ResourceFaults::processors),
    IDLE_PROCESSORS("all processors busy with niceness 19", ResourceFaults::idleProcessors),
    DESCRIPTORS("descriptors of the Backup", Audience.VIPD, ResourceFaults::descriptors),
    APPLICATION_STALL("pause of an application's JVM", Audience.VIPD, ApplicationFaults::stall),
    APPLICATION_DEADLOCK("deadlock in an application", Audience.VIPD, ApplicationFaults::deadlock),
    APPLICATION_MEMORY("application out of memory", Audience.VIPD, ApplicationFaults::memory),
    APPLICATION_FILES("descriptors of an application", Audience.VIPD, ApplicationFaults::files),
    WRONG_INTERVAL("peer with another interval", PeerFaults::interval),
    WRONG_PASSWORD("peer with another password", PeerFaults::password),
    WRONG_VERSION("peer with the other version", PeerFaults::version),
    WRONG_ADDRESSES("peer with another address", PeerFaults::addresses);

    /** Whom it can be inflicted on. */
    private enum Audience {
        ALL,
        VIPD
    }

    /** The least that a fault needs. */
    static final int PAIR = 2;

    private final String title;
    private final int nodes;
    private final Audience audience;

    @SuppressWarnings("ImmutableEnumChecker") // All of them are method references.
    private final Consumer<FaultRun> script;

    Fault(String title, Consumer<FaultRun> script) {
        this(title, PAIR, Audience.ALL, script);
    }

    Fault(String title, int nodes, Consumer<FaultRun> script) {
        this(title, nodes, Audience.ALL, script);
    }

    Fault(String title, Audience audience, Consumer<FaultRun> script) {
        this(title, PAIR, audience, script);
    }

    Fault(String title, int nodes, Audience audience, Consumer<FaultRun> script) {
        this.title = title;
        this.nodes = nodes;
        this.audience = audience;
        this.script = script;
    }

    static Optional<Fault> named(String word) {
        return Stream.of(values()).filter(fault -> fault.word().equals(word)).findFirst();
    }

    /** Its name on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String title() {
        return title;
    }

    /** How many nodes it needs. */
    int nodes() {
        return nodes;
    }

    /** Whether it can be inflicted on nodes of a kind. */
    boolean concerns(Variant variant) {
        return audience == Audience.ALL || variant.isVipd();
    }

    /** Inflicts it and mends it; the first node is the owner before and after. */
    void inflict(FaultRun run) {
        script.accept(run);
    }
}
