/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON objects in octets. */
public final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** Writes the fields of an object. */
    @FunctionalInterface
    public interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private Json() {}

    /** An object. */
    public static byte[] object(Fields fields) {
        return write(fields, "");
    }

    /** An object and the end of its line. */
    public static byte[] line(Fields fields) {
        return write(fields, "\n");
    }

    private static byte[] write(Fields fields, String end) {
        ByteArrayOutputStream document = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(document)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
            json.writeRaw(end);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // Memory does not fail.
        }
        return document.toByteArray();
    }
}
