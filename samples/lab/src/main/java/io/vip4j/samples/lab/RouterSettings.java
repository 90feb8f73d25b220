/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.Timers;
import io.vip4j.vrrp.VrrpVersion;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * One virtual router on eth0, written as the keepalived.conf that both daemons read.
 *
 * @param vrid 1..255
 * @param address the virtual address with its prefix length
 * @param password sent in clear text by VRRPv2; VRRPv3 has none
 */
public record RouterSettings(
        VrrpVersion version,
        int vrid,
        Priority priority,
        AdvertisementInterval advertisementInterval,
        Optional<String> password,
        String address) {

    /** The virtual router id of the lab, that of the tutorial. */
    public static final int VRID = 10;

    /** The virtual address of the tests. */
    public static final String ADDRESS = "198.51.100.10";

    /** Checks that the version can say the interval and the password. */
    public RouterSettings {
        advertisementInterval.requireValidFor(version);
        if (version == VrrpVersion.V3 && password.isPresent()) {
            throw new LabException("VRRPv3 has no password: " + password.get());
        }
    }

    /** VRRPv2 with the tutorial's password and one advertisement a second. */
    public static RouterSettings v2(int priority) {
        return new RouterSettings(
                VrrpVersion.V2,
                VRID,
                new Priority(priority),
                AdvertisementInterval.DEFAULT,
                Optional.of("1234"),
                ADDRESS + "/24");
    }

    /** VRRPv3 at an interval. */
    public static RouterSettings v3(int priority, Duration interval) {
        return new RouterSettings(
                VrrpVersion.V3,
                VRID,
                new Priority(priority),
                AdvertisementInterval.of(interval),
                Optional.empty(),
                ADDRESS + "/24");
    }

    /** The same router with another priority. */
    public RouterSettings withPriority(int other) {
        return new RouterSettings(version, vrid, new Priority(other), advertisementInterval, password, address);
    }

    /** The same router with another virtual address. */
    public RouterSettings withAddress(String other) {
        return new RouterSettings(version, vrid, priority, advertisementInterval, password, other);
    }

    /** How long this router waits as Backup until it takes over from a silent Active router. */
    public Duration activeDownInterval() {
        return Duration.ofNanos(Timers.activeDownIntervalNanos(version, priority, advertisementInterval));
    }

    /** How long this router waits as Backup until it takes over from one that said goodbye. */
    public Duration skewTime() {
        return Duration.ofNanos(Timers.skewTimeNanos(version, priority, advertisementInterval));
    }

    /** The text of the configuration file. Version 2 is keepalived's default and is not written. */
    public String keepalivedConf(String routerId) {
        StringBuilder text = new StringBuilder("global_defs {\n  router_id " + routerId + "\n}\n\n");
        text.append("vrrp_instance VI_1 {\n");
        text.append("  state ")
                .append(priority.value() >= 100 ? "MASTER" : "BACKUP")
                .append('\n');
        text.append("  interface eth0\n");
        text.append("  virtual_router_id ").append(vrid).append('\n');
        text.append("  priority ").append(priority).append('\n');
        text.append("  advert_int ").append(seconds()).append('\n');
        if (version == VrrpVersion.V3) {
            text.append("  version 3\n");
        }
        password.ifPresent(secret -> text.append("  authentication {\n    auth_type PASS\n    auth_pass ")
                .append(secret)
                .append("\n  }\n"));
        text.append("  virtual_ipaddress {\n    ").append(address).append("\n  }\n}\n");
        return text.toString();
    }

    private String seconds() {
        return BigDecimal.valueOf(advertisementInterval.centiseconds(), 2)
                .stripTrailingZeros()
                .toPlainString();
    }
}
