/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import io.vip4j.config.HostConfig;
import java.util.List;
import java.util.Optional;

/** What the host lets this process have: memory, descriptors, threads, time. */
final class ResourceExamination implements Examination {

    private static final long MEBI = 1L << 20;
    /** Code cache, metaspace, stacks and buffers of a small program. */
    private static final long BESIDE_THE_HEAP = 48 * MEBI;

    private static final long DESCRIPTORS_OF_A_JVM = 256;
    private static final long DESCRIPTORS_OF_A_ROUTER = 8;
    private static final long TASKS = 64;

    @Override
    public void examine(Host host, HostConfig wanted, Report report) {
        ControlGroup group = new ControlGroup(host.files());
        memory(host.jvm(), group, report);
        swap(host.files(), report);
        descriptors(host.files(), wanted, report);
        tasks(group, report);
        throttling(group, report);
    }

    private static void memory(JvmFacts jvm, ControlGroup group, Report report) {
        long needed = jvm.maxHeapOctets() + BESIDE_THE_HEAP;
        group.smallest("memory.max", "memory", "memory.limit_in_bytes")
                .filter(limit -> limit < needed)
                .ifPresent(limit -> report.warning(
                        DoctorRule.HEAP_EXCEEDS_LIMIT,
                        Report.PROCESS,
                        "the heap may grow to " + jvm.maxHeapOctets() / MEBI
                                + " MiB, and the limit of the control group is " + limit / MEBI + " MiB",
                        limit > 2 * BESIDE_THE_HEAP
                                ? "-Xmx" + (limit - BESIDE_THE_HEAP) / MEBI + "m, or a higher limit"
                                : "a limit of at least " + needed / MEBI + " MiB"));
    }

    private static void swap(HostFiles files, Report report) {
        long swapped = files.lines("/proc/self/status").stream()
                .filter(line -> line.startsWith("VmSwap:"))
                .map(line -> line.replaceAll("\\D", ""))
                .filter(number -> !number.isEmpty())
                .mapToLong(Long::parseLong)
                .sum();
        long used = files.lines("/proc/swaps").stream()
                .skip(1)
                .map(line -> line.strip().split("\\s+", -1))
                .filter(words -> words.length >= 4)
                .mapToLong(words -> Long.parseLong(words[3]))
                .sum();
        if (swapped > 0 || used > 0) {
            report.warning(
                    DoctorRule.SWAP_IN_USE,
                    swapped > 0 ? Report.PROCESS : Report.HOST,
                    used + " KiB of the host are swapped out, " + swapped + " KiB of this process, vm.swappiness="
                            + files.word("/proc/sys/vm/swappiness").orElse("?"),
                    "in the systemd unit: MemorySwapMax=0; or sysctl -w vm.swappiness=1, or swapoff -a");
        }
    }

    private static void descriptors(HostFiles files, HostConfig wanted, Report report) {
        long checks = wanted.routers().stream()
                .mapToLong(router -> router.checks().size())
                .sum();
        long needed = DESCRIPTORS_OF_A_JVM
                + DESCRIPTORS_OF_A_ROUTER * wanted.routers().size()
                + 2 * checks;
        files.lines("/proc/self/limits").stream()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.substring("Max open files".length()).strip().split("\\s+", -1)[0])
                .filter(soft -> soft.matches("\\d{1,18}") && Long.parseLong(soft) < needed)
                .forEach(soft -> report.warning(
                        DoctorRule.FEW_DESCRIPTORS,
                        Report.PROCESS,
                        "at most " + soft + " files may be open, and about " + needed + " may be needed",
                        "in the systemd unit: LimitNOFILE=" + Math.max(1024, needed) + "; by hand: ulimit -n "
                                + Math.max(1024, needed)));
    }

    private static void tasks(ControlGroup group, Report report) {
        List<String> current = group.texts("pids.current", "pids", "pids.current");
        Optional<Long> most = group.smallest("pids.max", "pids", "pids.max");
        long now = current.isEmpty() ? 0 : Long.parseLong(current.get(0).strip());
        most.filter(limit -> limit - now < TASKS)
                .ifPresent(limit -> report.warning(
                        DoctorRule.FEW_TASKS,
                        Report.PROCESS,
                        now + " of at most " + limit + " tasks of the control group are there",
                        "in the systemd unit: TasksMax=" + (now + 4 * TASKS) + "; docker: --pids-limit "
                                + (now + 4 * TASKS)));
    }

    private static void throttling(ControlGroup group, Report report) {
        long throttled = group.texts("cpu.stat", "cpu", "cpu.stat").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("nr_throttled "))
                .mapToLong(line ->
                        Long.parseLong(line.substring("nr_throttled ".length()).strip()))
                .max()
                .orElse(0);
        if (throttled > 0) {
            report.warning(
                    DoctorRule.CPU_THROTTLED,
                    Report.PROCESS,
                    "nr_throttled is " + throttled + " in cpu.stat",
                    "no CPUQuota= in the systemd unit, no --cpus for docker, no limits.cpu in Kubernetes (a request is"
                            + " enough)");
        }
    }
}
