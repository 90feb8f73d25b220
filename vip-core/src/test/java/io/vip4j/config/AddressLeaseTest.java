/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.ConfigurationException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of lease and announcements. */
final class AddressLeaseTest {

    @Test
    void lifetimeDependsOnTheIntervalUnlessItIsFixed() {
        AdvertisementInterval tenSeconds = new AdvertisementInterval(1000);
        assertThat(AddressLease.auto().lifetime(AdvertisementInterval.DEFAULT, 3))
                .contains(Duration.ofSeconds(2));
        assertThat(AddressLease.auto().lifetime(tenSeconds, 3)).contains(Duration.ofSeconds(29));
        assertThat(AddressLease.off().lifetime(tenSeconds, 3)).isEmpty();
        assertThat(AddressLease.of(Duration.ofSeconds(5)).lifetime(tenSeconds, 3))
                .contains(Duration.ofSeconds(5));
    }

    @Test
    void lifetimeOutlivesAnIntervalWithFewMissingAdvertisementsToo() {
        assertThat(AddressLease.auto().lifetime(AdvertisementInterval.DEFAULT, 1))
                .contains(Duration.ofSeconds(2));
        assertThat(AddressLease.auto().lifetime(new AdvertisementInterval(1000), 2))
                .contains(Duration.ofSeconds(19));
        assertThat(AddressLease.auto().lifetime(AdvertisementInterval.DEFAULT, 100))
                .contains(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.999S", "PT-1S", "PT1.5S", "PT1H1S", "PT2562047788015215H"})
    void lifetimeMustBeWholeSeconds(String text) {
        assertThatThrownBy(() -> AddressLease.of(Duration.parse(text)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("lease must be whole seconds from 1 to 3600: " + Duration.parse(text));
    }

    @Test
    void leasesAreValues() {
        assertThat(AddressLease.of(Duration.ofSeconds(1))).hasToString("1 s");
        assertThat(AddressLease.of(Duration.ofHours(1)))
                .hasToString("3600 s")
                .isEqualTo(AddressLease.of(Duration.ofSeconds(3600)))
                .hasSameHashCodeAs(AddressLease.of(Duration.ofSeconds(3600)))
                .isNotEqualTo(AddressLease.of(Duration.ofSeconds(3599)));
        assertThat(AddressLease.auto()).hasToString("auto").isNotEqualTo(AddressLease.off());
        assertThat(AddressLease.off()).hasToString("off");
    }

    @ParameterizedTest
    @CsvSource({
        "0, PT5S, announcement burst must be 1..100: 0",
        "101, PT5S, announcement burst must be 1..100: 101",
        "5, PT-1S, announcement secondBurstAfter must be 0..1000 s: PT-1S",
        "5, PT16M40.001S, announcement secondBurstAfter must be 0..1000 s: PT16M40.001S"
    })
    void announcementsOutOfRangeAreRefused(int burst, Duration secondBurstAfter, String message) {
        assertThatThrownBy(() -> AnnouncementProfile.DEFAULT.bursts(burst, secondBurstAfter))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message);
    }

    @Test
    void announcementsInRangeAreTaken() {
        assertThat(AnnouncementProfile.DEFAULT).isEqualTo(AnnouncementProfile.DEFAULT.bursts(5, Duration.ofSeconds(5)));
        assertThat(AnnouncementProfile.DEFAULT.bursts(1, Duration.ZERO).burst()).isEqualTo(1);
        assertThat(AnnouncementProfile.DEFAULT
                        .bursts(100, Duration.ofSeconds(1000))
                        .burst())
                .isEqualTo(100);
    }
}
