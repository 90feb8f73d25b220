/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.properties;

import io.vip4j.spring.VipPropertyException;
import io.vip4j.vrrp.ConfigurationException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Where in the properties something stands, so that a refusal names the property.
 *
 * @param name such as {@code vip.routers[0]}
 */
record PropertyPath(String name) {

    private static final Pattern PLAIN_KEY = Pattern.compile("[a-z0-9][a-z0-9-]*");

    /** A value that may be refused. */
    PropertyPath child(String field) {
        return new PropertyPath(name + "." + field);
    }

    /** An entry of a list. */
    PropertyPath at(int index) {
        return new PropertyPath(name + "[" + index + "]");
    }

    /** An entry of a map. */
    PropertyPath key(String key) {
        boolean plain = PLAIN_KEY.matcher(key).matches() && ConfigurationPropertyName.isValid(key);
        return new PropertyPath(plain ? name + "." + key : name + "[" + key + "]");
    }

    /** Hands a value on, if there is one. */
    <T> void read(String field, @Nullable T value, Consumer<? super T> reader) {
        if (value != null) {
            child(field).checked(() -> {
                reader.accept(value);
                return true;
            });
        }
    }

    /** Hands the entries of a list on. */
    <T> void readEach(String field, List<? extends T> values, Consumer<? super T> reader) {
        for (int i = 0; i < values.size(); i++) {
            T value = values.get(i);
            child(field).at(i).checked(() -> {
                reader.accept(value);
                return true;
            });
        }
    }

    /** A value that must be there. */
    <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new VipPropertyException(child(field).name, "must be given");
        }
        return value;
    }

    /** What a step gives whose refusal concerns this property. */
    <T> T checked(Supplier<T> step) {
        try {
            return step.get();
        } catch (ConfigurationException e) {
            throw refused(rule(e));
        }
    }

    /** As {@link #checked}; a refusal whose first word is a component of the record concerns that property below. */
    <T> T checkedTogether(Class<? extends Record> properties, Supplier<T> step) {
        try {
            return step.get();
        } catch (ConfigurationException e) {
            String first = rule(e).split("[ :]", 2)[0];
            boolean known = !name.endsWith("." + kebab(first))
                    && Arrays.stream(properties.getRecordComponents())
                            .anyMatch(component -> component.getName().equals(first));
            throw known ? child(kebab(first)).refused(rule(e)) : refused(rule(e));
        }
    }

    VipPropertyException refused(String rule) {
        return new VipPropertyException(name, rule);
    }

    /** {@code networkInterface} as {@code network-interface}. */
    static String kebab(String field) {
        return field.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String rule(ConfigurationException e) {
        return String.valueOf(e.getMessage());
    }
}
