/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.AnnouncementProfile;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.spi.Loop;
import io.vip4j.spi.NeighborAnnouncer;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {

    private static final Duration SPACING = Duration.ofMillis(1);
    private static final AnnouncementProfile THREE = AnnouncementProfile.DEFAULT
            .bursts(3, Duration.ofSeconds(5))
            .contestedBursts(2, Duration.ofSeconds(7))
            .spacing(SPACING);

    private final SimulatedLan lan = SimulatedLan.virtualTime(1);
    private final Loop loop = lan.node("a").platform().loop();
    private final ListenerDispatch dispatch = new ListenerDispatch("web", Runnable::run, Runnable::run);
    private final Pacers pacers = new Pacers(loop);
    private final List<Frame> frames = new ArrayList<>();
    private final Announcer announcer = new Announcer();
    private long tenure = 1;
    private boolean held;

    private record Frame(long atMillis, String networkInterface, IpAddress address, String how) {
        String words() {
            return atMillis + " " + networkInterface + " " + address + " " + how;
        }
    }

    private final class Announcer implements NeighborAnnouncer {
        private Optional<String> failure = Optional.empty();

        @Override
        public void announce(String networkInterface, IpAddress address, NeighborAnnouncer.Form form) {
            record(networkInterface, address, form.name().toLowerCase(Locale.ROOT));
        }

        @Override
        public void ask(String networkInterface, IpAddress asking, IpAddress neighbor) {
            record(networkInterface, asking, "asks " + neighbor);
        }

        private void record(String networkInterface, IpAddress address, String how) {
            failure.ifPresent(text -> {
                throw new PlatformException(text);
            });
            frames.add(new Frame(loop.nanoTime() / 1_000_000, networkInterface, address, how));
        }
    }

    private Announcements announcements(AnnouncementProfile profile, Place... places) {
        return new Announcements(announcer, loop, pacers, List.of(places), profile, () -> tenure, () -> held, dispatch);
    }

    private static Place place(int last) {
        return new Place("eth0", IpAddress.parse("198.51.100." + last));
    }

    private static List<Place> places(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(AnnouncementsTest::place)
                .toList();
    }

    /** What the driver does in the turn in which the platform says that the addresses are bound. */
    private void claim(Announcements announcements) {
        held = false;
        announcements.claimed();
        held = true;
    }

    private void run(long millis) {
        lan.run(Duration.ofMillis(millis));
    }

    private List<String> words() {
        return frames.stream().map(Frame::words).toList();
    }

    private List<Integer> lasts() {
        return frames.stream()
                .map(frame -> Integer.valueOf(frame.address().toString().substring("198.51.100.".length())))
                .toList();
    }

    @Test
    void firstFrameGoesAtOnceAndEveryAddressBeforeAnyTwice() {
        claim(announcements(THREE, place(1), place(2)));
        assertThat(words()).containsExactly("0 eth0 198.51.100.1 request");
        run(100);
        assertThat(words())
                .containsExactly(
                        "0 eth0 198.51.100.1 request",
                        "1 eth0 198.51.100.2 request",
                        "2 eth0 198.51.100.1 request",
                        "3 eth0 198.51.100.2 request",
                        "4 eth0 198.51.100.1 request",
                        "5 eth0 198.51.100.2 request");
        run(4899);
        assertThat(frames).hasSize(6);
        run(10_000);
        assertThat(frames.subList(6, frames.size()))
                .extracting(Frame::atMillis)
                .containsExactly(5000L, 5001L, 5002L, 5003L, 5004L, 5005L);
    }

    @Test
    void spacingBelowAMillisecondKeepsNobodyFromTheFirstNews() {
        claim(announcements(AnnouncementProfile.DEFAULT, places(1, 200).toArray(Place[]::new)));
        run(0);
        assertThat(frames).hasSize(200);
        run(50);
        assertThat(frames).hasSize(300);
        run(1000);
        assertThat(frames).hasSize(1000);
    }

    @Test
    void nothingIsAnnouncedAfterTheRoleIsLost() { // 5/G3
        Announcements announcements = announcements(THREE.refresh(Duration.ofSeconds(1), 1), place(1));
        claim(announcements);
        run(1);
        assertThat(frames).hasSize(2);
        announcements.cancel();
        run(60_000);
        assertThat(frames).hasSize(2);
    }

    @Test
    void anotherTenureStopsFramesSecondBurstAndRefreshEvenWithoutAWord() {
        claim(announcements(THREE.refresh(Duration.ofSeconds(1), 1), place(1), place(2)));
        tenure++;
        run(60_000);
        assertThat(frames).hasSize(1);
    }

    @Test
    void whileItIsNotCertainThatTheAddressesAreHeldFramesWait() {
        claim(announcements(THREE, place(1)));
        held = false;
        run(1000);
        assertThat(frames).hasSize(1);
        held = true;
        run(1000);
        assertThat(frames).hasSize(3);
        run(3000 + 10);
        assertThat(frames).as("with the second burst").hasSize(6);
    }

    @Test
    void lostInDoubtMeansNeverAnnounced() {
        Announcements announcements = announcements(THREE, place(1));
        claim(announcements);
        held = false;
        run(500);
        announcements.cancel();
        held = true;
        run(60_000);
        assertThat(frames).hasSize(1);
    }

    @Test
    void resumedRoleIsAnnouncedWhenItIsCertainAgain() {
        Announcements announcements = announcements(THREE.bursts(1, Duration.ZERO), place(1));
        claim(announcements);
        run(1000);
        frames.clear();
        held = false;
        announcements.resumed();
        assertThat(frames).isEmpty();
        held = true;
        run(1);
        assertThat(words()).containsExactly("1001 eth0 198.51.100.1 request");
    }

    @Test
    void contestedRoleIsAnnouncedAgainButNotAtEveryAdvertisement() {
        Announcements announcements = announcements(THREE, place(1));
        claim(announcements);
        run(6000); // Both bursts are over.
        frames.clear();
        for (int i = 0; i < 100; i++) {
            announcements.contested();
            run(10);
        }
        run(20_000);
        assertThat(frames)
                .as("every half second, and one second burst, 7 s after the last advertisement")
                .extracting(Frame::atMillis)
                .containsExactly(6000L, 6001L, 6500L, 6501L, 7000L, 7001L, 13_990L, 13_991L);
    }

    @Test
    void lastWordOfTheOtherOneIsContradictedSoonEvenIfItComesSoonAfterTheOneBefore() {
        Announcements announcements = announcements(THREE, place(1));
        claim(announcements);
        run(6000);
        frames.clear();
        announcements.contested();
        run(100);
        announcements.contested();
        run(1000);
        assertThat(frames).extracting(Frame::atMillis).containsExactly(6000L, 6001L, 6500L, 6501L);
    }

    @Test
    void contradictionThatWasPutOffIsForgottenWithTheRole() {
        Announcements announcements = announcements(THREE, place(1));
        claim(announcements);
        run(6000);
        announcements.contested();
        run(100);
        announcements.contested();
        announcements.cancel();
        frames.clear();
        run(1000);
        assertThat(frames).isEmpty();
    }

    @Test
    void contestedBurstOfZeroIsNone() {
        Announcements announcements = announcements(THREE.contestedBursts(0, Duration.ofSeconds(1)), place(1));
        claim(announcements);
        run(1000);
        frames.clear();
        announcements.contested();
        announcements.defend(place(1).address());
        run(3900);
        assertThat(frames).isEmpty();
        run(200);
        assertThat(frames).as("the second burst of the claim is still to come").hasSize(3);
    }

    @Test
    void refreshIsOneChainHoweverOftenTheRoleComesAndGoes() {
        Announcements announcements =
                announcements(THREE.bursts(1, Duration.ZERO).refresh(Duration.ofSeconds(10), 2), place(1));
        for (int i = 0; i < 20; i++) {
            claim(announcements);
            run(100);
            announcements.contested();
            announcements.resumed();
            announcements.cancel();
            tenure++;
        }
        claim(announcements);
        run(100);
        frames.clear();
        run(100_000);
        assertThat(frames).hasSize(20);
        assertThat(frames.get(2).atMillis() - frames.get(0).atMillis()).isEqualTo(10_000);
    }

    @Test
    void repliesAndBothInTurn() {
        claim(announcements(THREE.form(AnnouncementProfile.Form.REPLY), place(1)));
        run(100);
        assertThat(frames).extracting(Frame::how).containsOnly("reply");
        frames.clear();
        claim(announcements(THREE.form(AnnouncementProfile.Form.ALTERNATING), place(1), place(2)));
        run(100);
        assertThat(frames)
                .extracting(Frame::how)
                .containsExactly("request", "request", "reply", "reply", "request", "request");
    }

    @Test
    void singleCopiesAlternateFromBurstToBurst() {
        claim(announcements(
                THREE.bursts(1, Duration.ZERO)
                        .form(AnnouncementProfile.Form.ALTERNATING)
                        .refresh(Duration.ofSeconds(1), 1),
                place(1)));
        run(3000);
        assertThat(frames).extracting(Frame::how).containsExactly("request", "reply", "request", "reply");
    }

    @Test
    void gatewayIsAskedOncePerAddressOfItsFamilyAndBurst() {
        Place ipv6 = new Place("eth0", IpAddress.parse("2001:db8::1"));
        claim(announcements(
                THREE.bursts(2, Duration.ofSeconds(5)).gateway(IpAddress.parse("198.51.100.254")),
                place(1),
                ipv6,
                place(2)));
        run(1000);
        assertThat(frames)
                .extracting(frame -> frame.address() + " " + frame.how())
                .containsExactly(
                        "198.51.100.1 request",
                        "2001:db8::1 request",
                        "198.51.100.2 request",
                        "198.51.100.1 asks 198.51.100.254",
                        "2001:db8::1 request",
                        "198.51.100.2 asks 198.51.100.254",
                        "198.51.100.1 request",
                        "198.51.100.2 request");
        run(5000);
        assertThat(frames).hasSize(16);
    }

    @Test
    void twoHundredAddressesKeepTheSpacingAndLeaveTheLoopFree() {
        claim(announcements(AnnouncementProfile.DEFAULT, places(1, 200).toArray(Place[]::new))); // Half a millisecond.
        int most = 0;
        for (int i = 0; i < 1000; i++) {
            int before = frames.size();
            run(1);
            most = Math.max(most, frames.size() - before);
        }
        assertThat(frames).hasSize(1000);
        assertThat(most).isEqualTo(2);
        assertThat(lasts().subList(0, 200)).doesNotHaveDuplicates();
        assertThat(frames.get(199).atMillis()).isLessThan(100);
    }

    @Test
    void withoutSpacingATurnOfTheLoopIsBoundedAllTheSame() {
        Announcements announcements =
                announcements(THREE.spacing(Duration.ZERO), places(1, 200).toArray(Place[]::new));
        List<Integer> inTheTurn = new ArrayList<>();
        loop.execute(() -> {
            claim(announcements);
            inTheTurn.add(frames.size());
        });
        run(0);
        assertThat(inTheTurn).containsExactly(Pacer.MAX_FRAMES_PER_TURN);
        assertThat(frames).hasSize(600);
        assertThat(frames).extracting(Frame::atMillis).containsOnly(0L);
    }

    @Test
    void routersOfOneInterfaceTakeTurnsAndNewsGoesBeforeRepetitions() {
        Announcements first = announcements(THREE, place(1), place(2), place(3));
        Announcements second = announcements(THREE, place(11), place(12), place(13));
        claim(first);
        claim(second);
        run(100);
        assertThat(lasts().subList(0, 6)).containsExactly(1, 2, 11, 3, 12, 13);
        assertThat(lasts().subList(6, 12)).containsExactlyInAnyOrder(1, 2, 3, 11, 12, 13);
        assertThat(frames).extracting(Frame::atMillis).doesNotHaveDuplicates();

        run(1000);
        frames.clear();
        first.contested();
        run(3); // Its addresses are told, the repetitions wait.
        claim(second);
        run(100);
        assertThat(lasts().subList(0, 7)).containsExactly(1, 2, 3, 1, 11, 12, 13);
    }

    @Test
    void theWidestSpacingOfTwoRoutersHolds() {
        claim(announcements(THREE.spacing(Duration.ofMillis(50)), place(1)));
        claim(announcements(THREE.spacing(Duration.ZERO), place(11), place(12)));
        run(1000);
        Map<Long, Integer> slow = new HashMap<>();
        for (int i = 0; i < frames.size(); i++) {
            if (lasts().get(i) == 1) {
                slow.put(frames.get(i).atMillis(), i);
            }
        }
        slow.forEach((at, index) -> {
            if (index + 1 < frames.size()) {
                assertThat(frames.get(index + 1).atMillis() - at).isGreaterThanOrEqualTo(50);
            }
            if (index > 0) {
                assertThat(at - frames.get(index - 1).atMillis()).isGreaterThanOrEqualTo(50);
            }
        });
        assertThat(slow).hasSize(3);
    }

    @Test
    void slowSpacingAndQuickContestsStarveNoAddress() {
        Announcements announcements = announcements(
                THREE.spacing(Duration.ofSeconds(1)).contestedBursts(1, Duration.ofSeconds(2)),
                places(1, 20).toArray(Place[]::new));
        claim(announcements);
        for (int i = 0; i < 19; i++) {
            run(1000);
            announcements.contested();
        }
        assertThat(new HashSet<>(lasts())).hasSize(20);
    }

    @Test
    void interfacesDoNotWaitForEachOther() {
        claim(announcements(THREE, place(1), new Place("lan1", IpAddress.parse("203.0.113.1"))));
        assertThat(words()).containsExactly("0 eth0 198.51.100.1 request", "0 lan1 203.0.113.1 request");
    }

    @Test
    void onlyWhatIsAddedIsAnnouncedAndWhatIsRemovedIsNot() {
        Announcements announcements = announcements(THREE, place(1), place(2));
        claim(announcements);
        run(1);
        frames.clear();
        announcements.places(List.of(place(2), place(3)));
        announcements.added(List.of(place(3)));
        run(100);
        assertThat(lasts()).containsExactly(3, 2, 3, 2, 3);
        frames.clear();
        run(5000);
        assertThat(Set.copyOf(lasts())).as("second burst").isEqualTo(Set.of(2, 3));
        frames.clear();
        announcements.places(List.of(place(2), place(3), place(4)));
        announcements.added(List.of(place(4)));
        run(10_000);
        assertThat(lasts()).containsExactly(4, 4, 4, 4, 4, 4);
    }

    @Test
    void addressesOfABackupChangeInSilence() {
        Announcements announcements = announcements(THREE, place(1));
        announcements.places(List.of(place(2)));
        announcements.added(List.of(place(2)));
        announcements.contested();
        run(10_000);
        assertThat(frames).isEmpty();
        claim(announcements);
        assertThat(lasts()).containsExactly(2);
    }

    @Test
    void otherProfileCountsFromTheNextBurstOnAndRefreshesAtOnce() {
        Announcements announcements = announcements(THREE.bursts(1, Duration.ZERO), place(1));
        claim(announcements);
        announcements.profile(THREE.bursts(1, Duration.ZERO).refresh(Duration.ofSeconds(2), 1));
        run(5000);
        assertThat(frames).extracting(Frame::atMillis).containsExactly(0L, 2000L, 4000L);
        announcements.profile(THREE);
        run(60_000);
        assertThat(frames).hasSize(3);
    }

    @Test
    void defenceIsOneFrameForOneAddress() {
        Announcements announcements = announcements(THREE.bursts(1, Duration.ZERO), place(1), place(2));
        claim(announcements);
        run(100);
        frames.clear();
        announcements.defend(place(2).address());
        announcements.defend(place(9).address());
        run(60_000);
        assertThat(words()).containsExactly("100 eth0 198.51.100.2 request");
    }

    @Test
    void failureIsLoggedOnceUntilItWorksAgainAndStopsNothing() {
        try (LogCapture log = new LogCapture(AddressQueue.class)) {
            announcer.failure = Optional.of("ENOBUFS");
            Announcements announcements = announcements(
                    THREE.refresh(Duration.ofSeconds(1), 1), places(1, 50).toArray(Place[]::new));
            claim(announcements);
            run(60_000);
            assertThat(log.lines()).containsExactly("Neighbours on eth0 cannot be told: ENOBUFS; the role stays");
            announcer.failure = Optional.empty();
            run(20_000);
            assertThat(frames).isNotEmpty();
            announcer.failure = Optional.of("ENETDOWN");
            run(5000);
            assertThat(log.lines()).hasSize(2).last().asString().contains("ENETDOWN");
        }
    }
}
