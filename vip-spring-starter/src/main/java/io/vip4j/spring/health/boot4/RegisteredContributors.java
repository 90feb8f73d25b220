/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.health.boot4;

import io.vip4j.spring.health.ContributorLookup;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.ReactiveHealthContributor;
import org.springframework.boot.health.contributor.ReactiveHealthContributors;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.health.registry.ReactiveHealthContributorRegistry;

/** The contributors that are registered, and the reactive ones, which Spring Boot 4 keeps apart. */
public final class RegisteredContributors implements ContributorLookup {

    private final Supplier<HealthContributorRegistry> registry;
    private final Supplier<@Nullable ReactiveHealthContributorRegistry> reactiveRegistry;

    /**
     * Looks there.
     *
     * @param registry asked when a contributor is looked for, not before
     * @param reactiveRegistry likewise; null where there are no reactive ones
     */
    public RegisteredContributors(
            Supplier<HealthContributorRegistry> registry,
            Supplier<@Nullable ReactiveHealthContributorRegistry> reactiveRegistry) {
        this.registry = registry;
        this.reactiveRegistry = reactiveRegistry;
    }

    @Override
    public Optional<Contributor> find(String path) {
        String[] names = path.split("/", -1);
        HealthContributor found = registered(names[0]);
        for (int i = 1; i < names.length && found != null; i++) {
            found = found instanceof HealthContributors parts ? parts.getContributor(names[i]) : null;
        }
        return Optional.ofNullable(found).map(Found::new);
    }

    private @Nullable HealthContributor registered(String name) {
        HealthContributor plain = registry.get().getContributor(name);
        ReactiveHealthContributorRegistry reactive = reactiveRegistry.get();
        if (plain != null || reactive == null) {
            return plain;
        }
        ReactiveHealthContributor contributor = reactive.getContributor(name);
        return contributor == null ? null : contributor.asHealthContributor();
    }

    @Override
    public List<String> names() {
        ReactiveHealthContributorRegistry reactive = reactiveRegistry.get();
        return Stream.concat(
                        registry.get().stream().map(HealthContributors.Entry::name),
                        reactive == null ? Stream.of() : reactive.stream().map(ReactiveHealthContributors.Entry::name))
                .sorted()
                .toList();
    }

    /** A contributor that was found. */
    private record Found(HealthContributor contributor) implements Contributor {

        @Override
        public Verdict ask() {
            if (contributor instanceof HealthIndicator indicator) {
                return verdict(indicator.health(true));
            }
            for (HealthContributors.Entry part : (HealthContributors) contributor) {
                Verdict verdict = new Found(part.contributor()).ask();
                if (!verdict.healthy()) {
                    return new Verdict(false, part.name() + ": " + verdict.detail());
                }
            }
            return new Verdict(true, Status.UP.getCode());
        }

        @Override
        public boolean tellsOfVip() {
            return contributor instanceof VipHealthIndicator
                    || (contributor instanceof HealthContributors parts
                            && parts.stream().anyMatch(part -> new Found(part.contributor()).tellsOfVip()));
        }

        private static Verdict verdict(@Nullable Health health) {
            if (health == null) {
                return new Verdict(true, Status.UNKNOWN.getCode());
            }
            String status = health.getStatus().getCode();
            boolean healthy =
                    health.getStatus().equals(Status.UP) || health.getStatus().equals(Status.UNKNOWN);
            return new Verdict(
                    healthy, healthy || health.getDetails().isEmpty() ? status : status + " " + health.getDetails());
        }
    }
}
