/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.autoconfigure;

import io.vip4j.spring.VipPropertyException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Says which property is wrong, where it stands, what it has and what it must have. */
final class VipPropertyFailureAnalyzer extends AbstractFailureAnalyzer<VipPropertyException> {

    private final Environment environment;

    VipPropertyFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, VipPropertyException cause) {
        StringBuilder description = new StringBuilder("A property of the virtual routers is not allowed:\n");
        line(description, "Property", cause.property());
        Optional<ConfigurationProperty> found = find(cause.property());
        line(description, "Value", found.map(VipPropertyFailureAnalyzer::shown).orElse("(not given)"));
        found.map(ConfigurationProperty::getOrigin).ifPresent(origin -> line(description, "Origin", "" + origin));
        line(description, "Rule", cause.rule());
        return new FailureAnalysis(description.toString(), action(cause, found.isPresent()), cause);
    }

    private static String action(VipPropertyException cause, boolean given) {
        return (given ? "Change " : "Set ") + cause.property()
                + " as the rule says. docs/spring.md lists every property with its range.";
    }

    private static void line(StringBuilder description, String label, String text) {
        description.append("\n    ").append(label).append(": ").append(text);
    }

    /** Of a list that was given as one text, the text. */
    private Optional<ConfigurationProperty> find(String property) {
        if (!ConfigurationPropertyName.isValid(property)) {
            return Optional.empty();
        }
        ConfigurationPropertyName name = ConfigurationPropertyName.of(property);
        Optional<ConfigurationProperty> found = lookUp(name);
        return found.isPresent() || !name.isLastElementIndexed() ? found : lookUp(name.getParent());
    }

    private Optional<ConfigurationProperty> lookUp(@Nullable ConfigurationPropertyName name) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            ConfigurationProperty property = source.getConfigurationProperty(name);
            if (property != null) {
                return Optional.of(property);
            }
        }
        return Optional.empty();
    }

    private static String shown(ConfigurationProperty property) {
        boolean secret = property.getName().toString().endsWith("password");
        return secret ? "***" : "\"" + property.getValue() + "\"";
    }
}
