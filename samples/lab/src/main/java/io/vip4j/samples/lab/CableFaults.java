/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What happens to cables and interfaces. */
final class CableFaults {

    private static final int LOSS_PERCENT = 30;
    private static final Duration LOSSY = Duration.ofSeconds(5);

    private CableFaults() {}

    /** The owner's cable is pulled and plugged in again. */
    static void cutCable(FaultRun run) {
        away(
                run,
                "cable cut",
                run.owner().host()::cutCable,
                "plugged in",
                run.owner().host()::plugCable);
    }

    /** The owner's interface is set down and up. */
    static void interfaceDown(FaultRun run) {
        away(
                run,
                "interface down",
                run.owner().host()::setInterfaceDown,
                "up",
                run.owner().host()::setInterfaceUp);
    }

    /** The owner's interface is removed, and another one put in under its name. */
    static void interfaceRemoved(FaultRun run) {
        away(
                run,
                "interface removed",
                run.owner().host()::removeInterface,
                "put in anew",
                run.owner().host()::replaceInterface);
    }

    private static void away(FaultRun run, String fault, Runnable inflict, String end, Runnable mend) {
        run.lab().excuse(run.owner());
        run.phase(fault, run.promises().cutOff(), run.backup(), inflict);
        run.pauseUpTo(run.promises().activeDownInterval());
        run.lab().hear(run.owner());
        run.phase(end, run.promises().takeBack(), run.owner(), mend);
    }

    /** Everything that the owner sends is lost, and it still hears the others. */
    static void ownerIsMute(FaultRun run) {
        LabHost owner = run.owner().host();
        run.phaseAtClient(
                "unheard",
                run.promises().cutOffUnawares(),
                run.backup(),
                () -> run.lab().filter().loseFrom(owner));
        run.phase("heard", run.promises().reunion(), run.owner(), run.lab().filter()::clear);
    }

    /** Nothing of what the Backup sends reaches the owner. */
    static void ownerIsDeaf(FaultRun run) {
        LabHost owner = run.owner().host();
        LabHost backup = run.backup().host();
        run.phase("one-way loss", run.promises().undisturbed(), run.owner(), () -> {
            run.lab().filter().loseBetween(backup, owner);
            Deadline.pause(run.promises().activeDownInterval().multipliedBy(2));
            run.lab().filter().clear();
        });
    }

    /** Three frames in ten are lost for a while; three advertisements in a row are so sometimes. */
    static void loss(FaultRun run) {
        run.watch(
                "30 % loss",
                Bounds.AGREEMENT, () -> {
                    run.lab().filter().lose(LOSS_PERCENT);
                    Deadline.pause(LOSSY.plus(run.promises().interval().multipliedBy(5)));
                });
        run.phase("no loss", Bounds.AGREEMENT, run.owner(), run.lab().filter()::clear);
    }

    /** Three nodes fall into two parts, the client with the larger one, and come together. */
    static void partition(FaultRun run) {
        List<VrrpNode> nodes = run.lab().nodes();
        VrrpNode alone = nodes.get(run.random().nextInt(nodes.size()));
        List<VrrpNode> others = new ArrayList<>(nodes);
        others.remove(alone);
        List<LabHost> withClient =
                new ArrayList<>(others.stream().map(VrrpNode::host).toList());
        withClient.add(run.lab().client());
        Bounds bounds = alone == run.owner()
                ? run.promises().cutOffUnawares()
                : run.promises().undisturbed().two(Bounds.NOT_JUDGED).twoAnswer(Duration.ZERO);
        run.phaseAtClient("parted", bounds, others.get(0), () -> {
            run.lab().filter().part(List.of(alone.host()), withClient);
            Deadline.pause(run.promises().activeDownInterval());
        });
        run.phase("together", run.promises().reunion(), run.owner(), run.lab().filter()::clear);
    }
}
