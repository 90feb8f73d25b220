/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.util.Optional;
import java.util.Random;

/** Inflicts faults on a lab that it builds when it has to, and keeps as long as it is fit. One thread. */
final class FaultBench implements AutoCloseable {

    private final FaultSetting setting;

    private Optional<FaultLab> lab = Optional.empty();

    FaultBench(FaultSetting setting) {
        this.setting = setting;
    }

    /**
     * Inflicts a fault once. What goes wrong is in the report, and the lab is given up then.
     *
     * @throws LabException if there is no lab to inflict it on
     */
    FaultReport inflict(Fault fault, long seed) {
        Random random = new Random(seed * 31 + fault.word().hashCode());
        FaultRun run = new FaultRun(fit(fault.nodes()), setting.promises(), setting.patience(), random);
        Optional<String> failure = Optional.empty();
        try {
            fault.inflict(run);
        } catch (LabException e) {
            failure = Optional.of(String.valueOf(e.getMessage()));
        }
        FaultReport report = new FaultReport(fault, setting, seed, run.results(), failure);
        if (!report.endedWell()) {
            close();
        }
        return report;
    }

    /** A lab of this many nodes, the first of which has the address. */
    FaultLab fit(int nodes) {
        if (lab.isPresent() && lab.get().nodes().size() != nodes) {
            close();
        }
        if (lab.isEmpty()) {
            lab = Optional.of(FaultLab.start(setting, nodes));
        }
        return lab.get();
    }

    @Override
    public void close() {
        Optional<FaultLab> old = lab;
        lab = Optional.empty();
        old.ifPresent(FaultLab::close);
    }
}
