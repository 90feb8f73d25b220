/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.properties;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.spring.RepositoryDocs;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;

/** What IDEs and people read about the properties. */
final class MetadataTest {

    @Test
    void everyKeyHasAnEntryWithADescriptionThatFollowsTheRulesOfSpringBoot() throws IOException {
        List<String> keys = new ArrayList<>();
        for (URL file : Collections.list(
                getClass().getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            Map<String, Object> metadata = JsonParserFactory.getJsonParser()
                    .parseMap(new String(file.openStream().readAllBytes(), StandardCharsets.UTF_8));
            for (Object entry : (List<?>) Objects.requireNonNull(metadata.get("properties"))) {
                Map<?, ?> property = (Map<?, ?>) entry;
                String name = String.valueOf(property.get("name"));
                if (!name.startsWith("vip.")) {
                    continue;
                }
                keys.add(name);
                assertThat((String) property.get("description"))
                        .as(name)
                        .isNotBlank()
                        .endsWith(".")
                        .doesNotStartWith("The ")
                        .doesNotStartWith("A ");
                if ("java.lang.Boolean".equals(property.get("type"))) {
                    assertThat((String) property.get("description")).as(name).startsWith("Whether");
                }
            }
        }
        assertThat(keys)
                .containsExactlyInAnyOrder(
                        "vip.enabled",
                        "vip.platform",
                        "vip.keepalived-config",
                        "vip.unknown-vrids",
                        "vip.routers",
                        "vip.groups");
    }

    /** Spring Boot writes no metadata for the elements of lists; IDEs take them from the types, people from the page. */
    @Test
    void everyKeyOfARouterAGroupAndACheckIsOnThePage() throws IOException {
        String page = RepositoryDocs.read("spring.md");
        TreeSet<String> missing = new TreeSet<>();
        for (Class<?> type : List.of(RouterProperties.class, GroupProperties.class, CheckProperties.class)) {
            for (String key : keys(type, "")) {
                String last = key.substring(key.lastIndexOf('.') + 1);
                if (!page.contains("`" + key + "`") && !page.contains("." + last + "`")) {
                    missing.add(type.getSimpleName() + " " + key);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private static List<String> keys(Class<?> type, String prefix) {
        List<String> keys = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String key = prefix + PropertyPath.kebab(component.getName());
            Type generic = component.getGenericType();
            if (component.getType().isRecord() && component.getType().getPackage() == MetadataTest.class.getPackage()) {
                keys.addAll(keys(component.getType(), key + "."));
            } else if (!(generic instanceof ParameterizedType map && map.getRawType() == Map.class)) {
                keys.add(key);
            }
        }
        return keys;
    }
}
