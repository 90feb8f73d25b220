/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.properties;

import io.vip4j.health.FlapDamping;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.NamedCheck;
import io.vip4j.health.Pace;
import io.vip4j.spring.health.ApplicationReadiness;
import io.vip4j.spring.health.ContributorLookup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes checks of their properties. */
final class CheckReader {

    private final ContributorLookup contributors;
    private final ApplicationReadiness readiness;

    /** What a kind of check may need besides its properties. */
    record Context(String property, ContributorLookup contributors, ApplicationReadiness readiness) {}

    CheckReader(ContributorLookup contributors, ApplicationReadiness readiness) {
        this.contributors = contributors;
        this.readiness = readiness;
    }

    List<NamedCheck> read(PropertyPath owner, Map<String, CheckProperties> given) {
        List<NamedCheck> checks = new ArrayList<>();
        given.forEach((name, properties) -> {
            PropertyPath path = owner.child("checks").key(name);
            checks.add(path.checked(() ->
                    new NamedCheck(name, read(path, properties), TrackedReader.effect(path, properties.effects()))));
        });
        return checks;
    }

    private HealthCheck read(PropertyPath path, CheckProperties given) {
        CheckKind kind = kind(path, given);
        PropertyPath chosen = path.child(kind.property());
        Context context = new Context(chosen.name(), contributors, readiness);
        HealthCheck check = chosen.checkedTogether(CheckProperties.class, () -> kind.check(context, given));
        return path.checkedTogether(CheckProperties.class, () -> paced(path, given, check));
    }

    private static CheckKind kind(PropertyPath path, CheckProperties given) {
        List<CheckKind> kinds = Arrays.stream(CheckKind.values())
                .filter(kind -> kind.isGiven(given))
                .toList();
        if (kinds.size() != 1) {
            String all = String.join(
                    ", ",
                    Arrays.stream(CheckKind.values()).map(CheckKind::property).toList());
            String found = kinds.isEmpty()
                    ? "none is"
                    : String.join(
                                    " and ",
                                    kinds.stream().map(CheckKind::property).toList()) + " are";
            throw path.refused("exactly one of " + all + " must be given: " + found);
        }
        CheckKind kind = kinds.get(0);
        qualifiers(given).forEach((name, value) -> {
            if (value != null && !kind.qualifiers().contains(name)) {
                throw path.child(name)
                        .refused("must be absent: it means nothing to a check of kind " + kind.property());
            }
        });
        return kind;
    }

    private static Map<String, @Nullable Object> qualifiers(CheckProperties given) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("send", given.send());
        all.put("expect", given.expect());
        all.put("status", given.status());
        all.put("user", given.user());
        all.put("password", given.password());
        all.put("database", given.database());
        all.put("query", given.query());
        all.put("service", given.service());
        all.put("record-name", given.recordName());
        all.put("record-type", given.recordType());
        return all;
    }

    private static HealthCheck paced(PropertyPath path, CheckProperties given, HealthCheck plain) {
        HealthCheck check = plain.pace(pace(given));
        if (given.rise() != null) {
            check = check.rise(given.rise());
        }
        if (given.fall() != null) {
            check = check.fall(given.fall());
        }
        if (given.initialState() != null) {
            check = check.initially(given.initialState());
        }
        CheckProperties.Damping damping = given.damping();
        return damping == null ? check : check.damping(damping(path.child("damping"), damping));
    }

    private static Pace pace(CheckProperties given) {
        Duration interval = Objects.requireNonNullElse(given.interval(), Pace.DEFAULT.interval());
        // As in HealthCheck.every: a shorter interval shortens the default, never what was given.
        Duration usual = Pace.DEFAULT.timeout().compareTo(interval) > 0 ? interval : Pace.DEFAULT.timeout();
        return new Pace(
                interval,
                Objects.requireNonNullElse(given.timeout(), usual),
                Optional.ofNullable(given.intervalWhileChanging()),
                Optional.ofNullable(given.intervalWhileDown()),
                Objects.requireNonNullElse(given.jitter(), 0.0));
    }

    private static FlapDamping damping(PropertyPath path, CheckProperties.Damping given) {
        Duration hold = path.required("hold", given.hold());
        Duration most = path.required("most", given.most());
        Duration memory = path.required("memory", given.memory());
        return path.checked(() -> new FlapDamping(hold, most, memory));
    }
}
