/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.linux.ffi.NetworkNamespace;
import io.vip4j.linux.lab.Lab;
import io.vip4j.linux.lab.LabTest;
import io.vip4j.spi.PlatformException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Settings of the namespace that a thread has entered, while the rest of the process lives in another. */
@LabTest
class SysctlLabTest {

    private static final String ACCEPT_RA = "ipv6/conf/eth0/accept_ra";

    private final Lab lab = new Lab();
    private final Lab.Node node = lab.node("198.51.100.1/24");
    private final Lab.Node other = lab.node("198.51.100.2/24");

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void settingsAreThoseOfTheNamespaceOfTheThread() throws Exception {
        node.run("sysctl", "-qw", "net.ipv6.conf.eth0.accept_ra=2");

        Optional<Integer> former = on(node, () -> {
            Optional<Integer> read = Sysctl.read(ACCEPT_RA);
            Sysctl.set(ACCEPT_RA, 0);
            return read;
        });

        assertThat(former).contains(2);
        assertThat(node.run("cat", "/proc/sys/net/" + ACCEPT_RA).strip()).isEqualTo("0");
        assertThat(other.run("cat", "/proc/sys/net/" + ACCEPT_RA).strip()).isEqualTo("1");
    }

    @Test
    void absentSettingIsEmptyAndIsNotSet() throws Exception {
        Optional<Integer> absent = on(node, () -> {
            Sysctl.set("ipv6/conf/eth7/accept_ra", 0);
            return Sysctl.read("ipv6/conf/eth7/accept_ra");
        });

        assertThat(absent).isEmpty();
    }

    @Test
    void settingThatCannotBeWrittenIsRefusedWithTheRemedyUnlessItIsRightAlready() throws Exception {
        // The kernel gives this one to nobody.
        String readOnly = "ipv4/conf/eth0/mc_forwarding";

        on(node, () -> {
            Sysctl.set(readOnly, 0);
            return "";
        });
        assertThatThrownBy(() -> on(node, () -> {
                    Sysctl.set(readOnly, 1);
                    return "";
                }))
                .isInstanceOf(PlatformException.class)
                .hasMessageMatching("cannot set /proc/sys/net/ipv4/conf/eth0/mc_forwarding to 1: .+\\. Make /proc/sys"
                        + " writable for this process, or set the same under conf/default before the interface is"
                        + " made");
    }

    private static <T> T on(Lab.Node node, Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(() -> {
            try (NetworkNamespace namespace = NetworkNamespace.open(node.file())) {
                namespace.enter();
                return work.call();
            }
        });
        new Thread(task, "in-namespace").start();
        try {
            return task.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PlatformException refused ? refused : e;
        }
    }
}
