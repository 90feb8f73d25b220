/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sections with keys and values, as systemd and NetworkManager write them. What comes later wins. */
final class IniText {

    private final Map<String, String> values = new HashMap<>();

    /** Reads a file on top of what was read before; keys outside of sections are in the section {@code ""}. */
    IniText add(List<String> lines) {
        String section = "";
        for (String line : lines) {
            String text = line.strip();
            int equals = text.indexOf('=');
            if (text.startsWith("[") && text.endsWith("]")) {
                section = text.substring(1, text.length() - 1);
            } else if (!text.startsWith("#") && !text.startsWith(";") && equals > 0) {
                values.put(
                        key(section, text.substring(0, equals).strip()),
                        text.substring(equals + 1).strip());
            }
        }
        return this;
    }

    Optional<String> value(String section, String key) {
        return Optional.ofNullable(values.get(key(section, key)));
    }

    private static String key(String section, String key) {
        return section + "\n" + key;
    }
}
