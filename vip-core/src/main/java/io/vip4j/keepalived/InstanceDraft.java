/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.vrrp.VirtualAddress;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one {@code vrrp_instance} block says, value by value, before the rules between the values are applied. Written
 * by {@link InstanceReader}, read by {@link InstanceBuilder}.
 */
final class InstanceDraft {

    /** An address with the interface that its line names. */
    record AddressLine(VirtualAddress address, Position at, Optional<Token> device) {}

    final String name;
    final Position at;
    final List<AddressLine> addresses = new ArrayList<>();
    final Map<String, Position> lines = new HashMap<>();

    Optional<String> networkInterface = Optional.empty();
    OptionalInt vrid = OptionalInt.empty();
    OptionalInt priority = OptionalInt.empty();
    OptionalInt version = OptionalInt.empty();
    OptionalInt garpDelaySeconds = OptionalInt.empty();
    OptionalInt garpRepeat = OptionalInt.empty();
    Optional<BigDecimal> advertSeconds = Optional.empty();
    Optional<Boolean> messageOnlyChecksum = Optional.empty();
    Optional<Token> authType = Optional.empty();
    Optional<Token> authPass = Optional.empty();
    boolean stateMaster;
    boolean nopreempt;

    InstanceDraft(String name, Position at) {
        this.name = name;
        this.at = at;
    }

    /** Where a keyword stands; the line of the instance if it is not given. */
    Position lineOf(String keyword) {
        return lines.getOrDefault(keyword, at);
    }

    boolean has(String keyword) {
        return lines.containsKey(keyword);
    }
}
