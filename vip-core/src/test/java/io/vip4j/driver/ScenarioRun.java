/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.driver.checks.PushedHealth;
import io.vip4j.event.VipStatus;
import io.vip4j.health.OnFailure;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.simulation.SimulatedNode;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.ChecksumForm;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.SimplePassword;
import io.vip4j.vrrp.Vrid;
import io.vip4j.vrrp.VrrpVersion;
import io.vip4j.wire.Advertisement;
import io.vip4j.wire.AdvertisementCodec;
import io.vip4j.wire.RouterFilter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Carries out the commands of one scenario on a LAN with virtual time; {@code scenarios/README.md} describes them.
 * After every moment it checks that who believes to hold the addresses has them.
 */
final class ScenarioRun {

    private static final Pattern WORDS = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    private final SimulatedLan lan = SimulatedLan.virtualTime(1);
    private IpAddress virtualAddress = IpAddress.parse("198.51.100.222");
    private final Transcript transcript = new Transcript(lan, virtualAddress);
    private final Map<String, ScenarioRouter> routers = new LinkedHashMap<>();

    /** The transcript of these commands. */
    static String transcriptOf(List<String> commands) {
        ScenarioRun run = new ScenarioRun();
        for (String command : commands) {
            try {
                run.execute(words(command));
            } catch (RuntimeException e) {
                throw new IllegalStateException("command failed: " + command, e);
            }
            run.momentOver();
        }
        return run.transcript.toString();
    }

    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        for (Matcher matcher = WORDS.matcher(command); matcher.find(); ) {
            words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
        return words;
    }

    private void execute(List<String> words) {
        String target = words.size() > 1 ? words.get(1) : "";
        switch (words.get(0)) {
            case "host" -> lan.node(target);
            case "routers" -> startRouters(words.subList(1, words.size()));
            case "run" -> run(duration(target));
            case "start" -> router(target).start();
            case "stop" -> router(target).stop();
            case "kill" -> lan.node(target).kill();
            case "freeze" -> lan.node(target).freeze();
            case "thaw" -> lan.node(target).thaw();
            case "unplug" -> lan.node(target).unplug(words.size() > 2 ? words.get(2) : SimulatedNode.INTERFACE);
            case "plug" -> lan.node(target).plugIn(words.size() > 2 ? words.get(2) : SimulatedNode.INTERFACE);
            case "cut" -> lan.cut(target, words.get(2));
            case "duplicate" -> lan.duplication(Double.parseDouble(target));
            case "addinterface" -> lan.node(target).addInterface(words.get(2));
            case "removeinterface" -> lan.node(target).removeInterface(words.get(2));
            case "address" -> lan.node(target).setAddress(IpAddress.parse(words.get(2)));
            case "noaddress" -> lan.node(target).removeAddress(IpAddress.parse(words.get(2)));
            case "claim" -> lan.claim(virtualAddress, target);
            case "failsends" -> lan.node(target).failSends(words.get(2));
            case "letsends" -> lan.node(target).letSendsSucceed();
            case "change" -> router(target).change(options(words.subList(2, words.size())));
            case "flood" ->
                BadPackets.flood(
                        router(target).platform(),
                        router(target).config(),
                        new Random(1),
                        Integer.parseInt(words.get(2)));
            case "split" -> lan.split(words.subList(1, words.size()).toArray(String[]::new));
            case "heal" -> lan.heal();
            case "down" -> router(target).handle("handle").down(words.get(2));
            case "up" -> router(target).handle("handle").up();
            case "handle" -> router(target).handle(words.get(2), effect(words.get(3)));
            case "say" -> say(router(target).handle(words.get(2)), words.get(3), words.size() > 4 ? words.get(4) : "");
            case "expect" -> router(target).handle(words.get(2)).expectEvery(duration(words.get(3)));
            case "switchover" -> router(target).switchover(duration(words.get(2)));
            case "failbinds" -> lan.node(target).failBinds(words.get(2));
            case "letbinds" -> lan.node(target).letBindsSucceed();
            case "hangbinder" -> router(target).platform().binderHangs(true);
            case "removeaddress" -> lan.node(target).removeAddress(virtualAddress);
            case "inject" -> inject(router(target), options(words.subList(2, words.size())));
            case "client" ->
                transcript.note(
                        "", "a client reaches " + lan.answering(virtualAddress).orElse("nobody"));
            case "status" -> status(target, router(target).elector().status());
            default -> throw new IllegalArgumentException("unknown command: " + words.get(0));
        }
    }

    private static OnFailure effect(String text) {
        return switch (text) {
            case "release" -> OnFailure.release();
            case "advisory" -> OnFailure.advisory();
            default -> OnFailure.weight(Integer.parseInt(text));
        };
    }

    private static void say(PushedHealth handle, String word, String reason) {
        switch (word) {
            case "up" -> handle.up();
            case "down" -> handle.down(reason);
            case "beat" -> handle.beat();
            case "close" -> handle.close();
            default -> handle.degraded(Double.parseDouble(word), reason);
        }
    }

    private ScenarioRouter router(String name) {
        ScenarioRouter router = routers.get(name);
        if (router == null) {
            throw new IllegalArgumentException("no router of this name: " + name);
        }
        return router;
    }

    private void startRouters(List<String> words) {
        Map<String, Integer> priorities = new LinkedHashMap<>();
        Map<String, String> options = options(words);
        for (String name : List.copyOf(options.keySet())) {
            if (name.length() == 1) {
                priorities.put(name, Integer.valueOf(options.remove(name)));
            }
        }
        if (options.getOrDefault("family", "4").equals("6")) {
            virtualAddress = IpAddress.parse("2001:db8::222");
            transcript.watch(virtualAddress);
        }
        options.put("names", String.join(" ", priorities.keySet()));
        priorities.forEach((name, priority) -> {
            ScenarioRouter router = new ScenarioRouter(name, priority, options, lan, transcript);
            routers.put(name, router);
            router.start();
        });
    }

    private static Map<String, String> options(List<String> words) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String word : words) {
            String[] parts = word.split("=", 2);
            options.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        return options;
    }

    static Duration duration(String text) {
        Matcher matcher = Pattern.compile("(\\d+)(s|cs|ms|us|ns)").matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a duration is a number and s, cs, ms, us or ns: " + text);
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "cs" -> Duration.ofMillis(10 * number);
            case "ms" -> Duration.ofMillis(number);
            case "us" -> Duration.ofNanos(1000 * number);
            default -> Duration.ofNanos(number);
        };
    }

    private void run(Duration duration) {
        long end = lan.nanoTime() + duration.toNanos();
        while (lan.nanoTime() < end) {
            lan.runToNextEvent(Duration.ofNanos(end - lan.nanoTime()));
            momentOver();
        }
    }

    private void momentOver() {
        transcript.momentOver();
        routers.forEach((name, router) -> {
            if (router.elector().isActive() && !router.config().addresses().isEmpty()) {
                assertThat(lan.holders(virtualAddress))
                        .as("isActive() of %s at %d ns", name, lan.nanoTime())
                        .contains(name);
            }
        });
    }

    private void status(String name, VipStatus status) {
        transcript.note(
                name,
                String.format(
                        "%s sent=%d received=%d active=%s discarded=%s checks=%s",
                        status.state(),
                        status.advertsSent(),
                        status.advertsReceived(),
                        status.activeSource().map(IpAddress::toString).orElse("unknown"),
                        status.advertsDiscarded(),
                        status.checks().stream()
                                .map(check -> check.name() + ": " + check.detail())
                                .toList()));
    }

    /** Sends advertisements of a router that is not there: 198.51.100.9 unless another one is given. */
    private void inject(ScenarioRouter router, Map<String, String> options) {
        IpAddress source = IpAddress.parse((virtualAddress.family() == AddressFamily.IPV4 ? "198.51.100." : "fe80::")
                + options.getOrDefault("from", "9"));
        VrrpVersion version = options.getOrDefault("version", "3").equals("2") ? VrrpVersion.V2 : VrrpVersion.V3;
        AdvertisementInterval interval = AdvertisementInterval.of(duration(options.getOrDefault("interval", "100cs")));
        Optional<SimplePassword> password =
                Optional.ofNullable(options.get("password")).map(SimplePassword::of);
        Advertisement advertisement = new Advertisement(
                version,
                new Vrid(Integer.parseInt(options.getOrDefault("vrid", "10"))),
                new Priority(Integer.parseInt(options.getOrDefault("priority", "100"))),
                interval,
                List.of(virtualAddress),
                new RouterFilter(version, interval, password).expectedAuthentication());
        ByteBuffer buffer = ByteBuffer.allocate(AdvertisementCodec.encodedLength(advertisement));
        AdvertisementCodec.encode(
                advertisement,
                ChecksumForm.PSEUDO_HEADER,
                source,
                router.config().family().vrrpGroup(),
                buffer);
        byte[] message = Arrays.copyOf(buffer.array(), buffer.position() - integer(options, "cut", 0));
        message[message.length - 1] ^= (byte) integer(options, "flip", 0);
        Duration every = duration(options.getOrDefault("every", "0s"));
        for (int i = 0; i < integer(options, "times", 1); i++) {
            run(every);
            router.platform().inject(source, integer(options, "ttl", 255), message);
            momentOver();
        }
    }

    private static int integer(Map<String, String> options, String name, int otherwise) {
        return Integer.parseInt(options.getOrDefault(name, Integer.toString(otherwise)));
    }
}
