/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.health.boot3;

import io.vip4j.spring.health.ContributorLookup;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.NamedContributor;
import org.springframework.boot.actuate.health.NamedContributors;
import org.springframework.boot.actuate.health.Status;

/** The contributors that are registered, reactive ones among them: Spring Boot 3 adapts those itself. */
public final class RegisteredContributors implements ContributorLookup {

    private final Supplier<HealthContributorRegistry> registry;

    /**
     * Looks there.
     *
     * @param registry asked when a contributor is looked for, not before
     */
    public RegisteredContributors(Supplier<HealthContributorRegistry> registry) {
        this.registry = registry;
    }

    @Override
    public Optional<Contributor> find(String path) {
        Object found = registry.get();
        for (String name : path.split("/", -1)) {
            if (!(found instanceof NamedContributors<?> named)) {
                return Optional.empty();
            }
            found = named.getContributor(name);
        }
        return found instanceof HealthContributor contributor ? Optional.of(new Found(contributor)) : Optional.empty();
    }

    @Override
    public List<String> names() {
        return registry.get().stream().map(NamedContributor::getName).sorted().toList();
    }

    /** A contributor that was found. */
    private record Found(HealthContributor contributor) implements Contributor {

        @Override
        public Verdict ask() {
            if (contributor instanceof HealthIndicator indicator) {
                return verdict(indicator.getHealth(true));
            }
            for (NamedContributor<?> part : (NamedContributors<?>) contributor) {
                Verdict verdict = part(part).ask();
                if (!verdict.healthy()) {
                    return new Verdict(false, part.getName() + ": " + verdict.detail());
                }
            }
            return new Verdict(true, Status.UP.getCode());
        }

        @Override
        public boolean tellsOfVip() {
            return contributor instanceof VipHealthIndicator
                    || (contributor instanceof NamedContributors<?> parts
                            && parts.stream().anyMatch(part -> part(part).tellsOfVip()));
        }

        private static Found part(NamedContributor<?> part) {
            return new Found((HealthContributor) part.getContributor());
        }

        private static Verdict verdict(Health health) {
            String status = health.getStatus().getCode();
            boolean healthy =
                    health.getStatus().equals(Status.UP) || health.getStatus().equals(Status.UNKNOWN);
            return new Verdict(
                    healthy, healthy || health.getDetails().isEmpty() ? status : status + " " + health.getDetails());
        }
    }
}
