/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import io.vip4j.config.Binding;
import io.vip4j.config.Gate;
import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Parts of the kernel that settings of the routers need, and its clock. */
final class KernelExamination implements Examination {

    private static final String TUN = "/dev/net/tun";
    private static final String CLOCK = "/sys/devices/system/clocksource/clocksource0/current_clocksource";
    private static final Set<String> SLOW = Set.of("hpet", "acpi_pm", "jiffies", "refined-jiffies", "pit");

    @Override
    public void examine(Host host, HostConfig wanted, Report report) {
        if (!host.system().isAtLeast(5, 18)) {
            marks(host, wanted, report);
        }
        KernelOptions options = KernelOptions.read(host);
        if (any(wanted, router -> router.binding() == Binding.PROCESS)) {
            tun(host.files(), report);
        }
        if (any(wanted, router -> router.gate() == Gate.NFT)) {
            nftables(host.files(), options, report);
        }
        if (any(wanted, router -> router.release().breakConnections())) {
            diagnosis(options, report);
        }
        host.files()
                .word(CLOCK)
                .filter(SLOW::contains)
                .ifPresent(clock -> report.warning(
                        DoctorRule.SLOW_CLOCK,
                        Report.HOST,
                        "current_clocksource is " + clock,
                        "dmesg | grep -i tsc tells why it is not tsc; on a virtual machine let the hypervisor offer kvm-clock"
                                + " or a stable TSC"));
    }

    private static boolean any(HostConfig wanted, Predicate<VirtualRouterConfig> with) {
        return wanted.routers().stream().anyMatch(with);
    }

    private static void marks(Host host, HostConfig wanted, Report report) {
        String seen = "the kernel is " + host.system().version();
        if (any(wanted, router -> router.leaseLifetime().isEmpty())) {
            report.warning(
                    DoctorRule.KERNEL_WITHOUT_MARKS,
                    Report.HOST,
                    seen + ", and a router has no lease",
                    "switch the lease on, or use a kernel from 5.18 on");
        } else {
            report.note(DoctorRule.KERNEL_WITHOUT_MARKS, Report.HOST, seen, "nothing to do as long as the lease is on");
        }
    }

    /** Opening the file makes no device; that would be another call. */
    private static void tun(HostFiles files, Report report) {
        try {
            FileChannel.open(files.path(TUN), StandardOpenOption.READ, StandardOpenOption.WRITE)
                    .close();
        } catch (NoSuchFileException e) {
            report.warning(
                    DoctorRule.TUN_MISSING,
                    Report.HOST,
                    TUN + " does not exist",
                    "modprobe tun; in a container: --device /dev/net/tun");
        } catch (IOException e) {
            report.warning(
                    DoctorRule.TUN_MISSING,
                    Report.HOST,
                    TUN + ": " + HostFiles.reason(e),
                    "chmod 0666 " + TUN + " and modprobe tun; systemd unit: DeviceAllow=" + TUN
                            + " rw; in a container: --device " + TUN);
        }
    }

    private static void nftables(HostFiles files, KernelOptions options, Report report) {
        boolean loaded = files.exists("/sys/module/nf_tables")
                || files.lines("/proc/modules").stream().anyMatch(line -> line.startsWith("nf_tables "));
        if (loaded || options.has("CONFIG_NF_TABLES").orElse(false)) {
            return;
        }
        if (options.has("CONFIG_NF_TABLES").isPresent()) {
            report.error(
                    DoctorRule.NF_TABLES_MISSING,
                    Report.HOST,
                    "the kernel was built without CONFIG_NF_TABLES",
                    "use another kernel, or --gate none");
        } else {
            report.note(
                    DoctorRule.NF_TABLES_MISSING,
                    Report.HOST,
                    "the module nf_tables is not loaded, and what the kernel was built with is not known",
                    "modprobe nf_tables");
        }
    }

    private static void diagnosis(KernelOptions options, Report report) {
        Optional<Boolean> there = options.has("CONFIG_INET_DIAG_DESTROY");
        if (there.isEmpty()) {
            report.note(
                    DoctorRule.DIAG_DESTROY_MISSING,
                    Report.HOST,
                    "what the kernel was built with is not known (neither /proc/config.gz nor /boot/config-*)",
                    "try it on a connection of your own: ss -K dst ADDRESS");
        } else if (!there.get()) {
            report.warning(
                    DoctorRule.DIAG_DESTROY_MISSING,
                    Report.HOST,
                    "the kernel was built without CONFIG_INET_DIAG_DESTROY",
                    "use another kernel, or do without breakConnections");
        }
    }
}
