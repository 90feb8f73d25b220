/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.status;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON value to read from, so that jackson-core is enough and data binding need not be shipped. What is absent reads
 * as empty.
 *
 * @param text of a string, number or truth value; empty for null, objects and arrays
 * @param elements of an array
 * @param fields of an object
 */
public record JsonTree(String text, List<JsonTree> elements, Map<String, JsonTree> fields) {

    private static final JsonTree ABSENT = new JsonTree("", List.of(), Map.of());

    /**
     * Reads one document. Depth and sizes are bounded by the defaults of jackson-core.
     *
     * @throws IOException if it is not JSON
     */
    public static JsonTree read(byte[] document) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(document)) {
            parser.nextToken();
            return read(parser);
        }
    }

    private static JsonTree read(JsonParser parser) throws IOException {
        if (parser.isExpectedStartObjectToken()) {
            Map<String, JsonTree> fields = new LinkedHashMap<>();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                fields.put(name, read(parser));
            }
            return new JsonTree("", List.of(), fields);
        }
        if (parser.isExpectedStartArrayToken()) {
            List<JsonTree> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(read(parser));
            }
            return new JsonTree("", elements, Map.of());
        }
        if (!parser.hasCurrentToken()) {
            throw new IOException("nothing to read");
        }
        return parser.hasToken(JsonToken.VALUE_NULL) ? ABSENT : new JsonTree(parser.getText(), List.of(), Map.of());
    }

    public JsonTree field(String name) {
        return fields.getOrDefault(name, ABSENT);
    }

    /** The text of a field. */
    public String text(String name) {
        return field(name).text();
    }

    /** The elements of a field. */
    public List<JsonTree> list(String name) {
        return field(name).elements();
    }
}
