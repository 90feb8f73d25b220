/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.autoconfigure;

import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether there are routers to run: without any, nothing is opened, so that an application that has the library and no
 * address needs no privileges.
 */
final class OnRoutersGiven extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("virtual routers");
        return areGiven(context.getEnvironment())
                ? ConditionOutcome.match(message.because("they are configured"))
                : ConditionOutcome.noMatch(message.because("neither vip.routers nor vip.keepalived-config is given"));
    }

    static boolean areGiven(Environment environment) {
        Binder binder = Binder.get(environment);
        return binder.bind("vip.keepalived-config", String.class).isBound()
                || binder.bind("vip.routers", Bindable.listOf(Map.class)).isBound()
                || binder.bind("vip.groups", Bindable.listOf(Map.class)).isBound();
    }
}
