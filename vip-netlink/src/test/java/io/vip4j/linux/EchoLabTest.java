/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.linux.lab.FrameSender;
import io.vip4j.linux.lab.Lab;
import io.vip4j.linux.lab.LabTest;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Echo requests to a real kernel on the other side of a link. */
@LabTest
class EchoLabTest {

    private static final Duration LONG = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final IpAddress OTHER = IpAddress.parse("198.51.100.2");

    private final Lab lab = new Lab();
    private final Lab.Node node = lab.node("198.51.100.1/24");
    private final Lab.Node other = lab.node("198.51.100.2/24");
    private final LinuxVipPlatform platform = LinuxVipPlatform.createIn(node.file());

    @AfterEach
    void close() {
        platform.close();
        lab.close();
    }

    @Test
    void hostsOfBothFamiliesAnswer() {
        node.addIpv6("2001:db8::1/64");
        other.addIpv6("2001:db8::2/64");

        assertThat(ask(OTHER, LONG)).isBetween(Duration.ofNanos(1), LONG);
        assertThat(ask(IpAddress.parse("2001:db8::2"), LONG)).isBetween(Duration.ofNanos(1), LONG);
        node.run("ip", "link", "set", "lo", "up");
        assertThat(ask(IpAddress.parse("127.0.0.1"), LONG)).isPositive();
        assertThat(ask(IpAddress.parse("::1"), LONG)).isPositive();
    }

    @Test
    void manyRequestsAtOnceAreToldApart() {
        other.run("ip", "addr", "add", "198.51.100.3/24", "dev", "eth0");
        List<IpAddress> targets = List.of(OTHER, IpAddress.parse("198.51.100.3"));
        List<CompletionStage<Duration>> answers = IntStream.range(0, 200)
                .mapToObj(i -> platform.echoes().ask(targets.get(i % 2), LONG))
                .toList();

        assertThat(answers)
                .allSatisfy(answer -> assertThat(LoopCalls.await(answer)).isPositive());
    }

    @Test
    void hostThatKeepsSilentFailsAtTheTimeout() {
        // The kernel of the other side does not answer.
        other.run("sysctl", "-qw", "net.ipv4.icmp_echo_ignore_all=1");

        long askedAt = System.nanoTime();
        assertThatThrownBy(() -> ask(OTHER, SHORT))
                .isInstanceOf(PlatformException.class)
                .hasMessage("no echo reply from 198.51.100.2 within 300 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - askedAt)).isGreaterThanOrEqualTo(SHORT);
    }

    @Test
    void laterRequestWithAShorterTimeoutEndsEarlier() {
        other.run("sysctl", "-qw", "net.ipv4.icmp_echo_ignore_all=1");
        CompletionStage<Duration> first = platform.echoes().ask(OTHER, LONG);

        assertThatThrownBy(() -> ask(OTHER, SHORT)).hasMessageEndingWith("within 300 ms");
        assertThat(first.toCompletableFuture()).isNotDone();
    }

    @Test
    void messagesOfRoutersAreTheReason() {
        node.addIpv6("2001:db8::1/64");
        other.addIpv6("2001:db8::2/64");
        node.run("ip", "route", "add", "203.0.113.0/24", "via", "198.51.100.2");
        node.run("ip", "-6", "route", "add", "2001:db8:1::/64", "via", "2001:db8::2");
        other.run("sysctl", "-qw", "net.ipv4.ip_forward=1");
        other.run("sysctl", "-qw", "net.ipv6.conf.all.forwarding=1");
        other.run("ip", "route", "add", "unreachable", "203.0.113.0/24");
        other.run("ip", "-6", "route", "add", "unreachable", "2001:db8:1::/64");

        assertThatThrownBy(() -> ask(IpAddress.parse("203.0.113.9"), LONG))
                .hasMessage("198.51.100.2 says about 203.0.113.9: host unreachable");
        assertThatThrownBy(() -> ask(IpAddress.parse("2001:db8:1::9"), LONG))
                .hasMessageMatching(
                        "2001:db8::2 says about 2001:db8:1::9: (address unreachable|no route to destination)");
    }

    @Test
    void kernelThatRefusesIsTheReason() {
        assertThatThrownBy(() -> ask(IpAddress.parse("203.0.113.9"), LONG))
                .hasMessage("ICMP echo request to 203.0.113.9: ENETUNREACH Network is unreachable"
                        + " (this host has no route there)");
        assertThatThrownBy(() -> ask(IpAddress.parse("224.0.0.18"), LONG))
                .hasMessage("ICMP echo requests need a unicast address: 224.0.0.18");
    }

    @Test
    void foreignAndDamagedMessagesChangeNothing() {
        other.run("sysctl", "-qw", "net.ipv4.icmp_echo_ignore_all=1");
        FrameSender sender = new FrameSender(other);
        CompletionStage<Duration> answer = platform.echoes().ask(OTHER, Duration.ofSeconds(1));
        String mac = node.mac().replace(":", "");
        // Replies with a good sum and the identifiers 0 and ffff, from the host that was asked; one that is cut; and an
        // error about nothing.
        for (String icmp : List.of("0000ffff00000000", "000000000000ffff" + "0000", "0000", "0301fcfe00000000")) {
            for (int i = 0; i < 50; i++) {
                sender.send(frame(mac, icmp));
            }
        }
        sender.close();

        assertThatThrownBy(() -> LoopCalls.await(answer)).hasMessage("no echo reply from 198.51.100.2 within 1000 ms");
        other.run("sysctl", "-qw", "net.ipv4.icmp_echo_ignore_all=0");
        assertThat(ask(OTHER, LONG)).isPositive();
    }

    @Test
    void requestsBeyondTheBoundAreRefused() {
        other.run("sysctl", "-qw", "net.ipv4.icmp_echo_ignore_all=1");
        List<CompletionStage<Duration>> answers = IntStream.range(0, 4096)
                .mapToObj(i -> platform.echoes().ask(OTHER, Duration.ofSeconds(60)))
                .toList();

        assertThatThrownBy(() -> ask(OTHER, LONG))
                .hasMessage("4096 ICMP echo requests are under way: no more can be sent");
        platform.close();
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.toCompletableFuture()).isCompletedExceptionally());
        assertThatThrownBy(() -> ask(OTHER, LONG)).hasMessageStartingWith("the platform is closed");
    }

    @Test
    void hostThatIsNotThereIsUnreachable() {
        assertThatThrownBy(() -> ask(IpAddress.parse("198.51.100.77"), Duration.ofSeconds(8)))
                .hasMessage("198.51.100.1 says about 198.51.100.77: host unreachable");
    }

    private Duration ask(IpAddress target, Duration timeout) {
        return LoopCalls.await(platform.echoes().ask(target, timeout));
    }

    /** An IPv4 packet from the other node to ours; the header has its sum. */
    private static String frame(String mac, String icmp) {
        int total = 20 + icmp.length() / 2;
        String header = "4500" + String.format("%04x", total) + "0000400040010000" + "c6336402" + "c6336401";
        int sum = 0;
        for (int i = 0; i < header.length(); i += 4) {
            sum += Integer.parseInt(header.substring(i, i + 4), 16);
        }
        sum = ~((sum & 0xFFFF) + (sum >>> 16)) & 0xFFFF;
        return mac + "020000000099" + "0800" + header.substring(0, 20) + String.format("%04x", sum)
                + header.substring(24) + icmp;
    }
}
