/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** JSON objects in octets. */
public final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** The same on every system, unlike that of the library. */
    private static final DefaultPrettyPrinter INDENTED =
            new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

    /** Writes the fields of an object. */
    @FunctionalInterface
    public interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private Json() {}

    /** An object. */
    public static byte[] object(Fields fields) {
        return write(fields, null, "");
    }

    /** An object and the end of its line. */
    public static byte[] line(Fields fields) {
        return write(fields, null, "\n");
    }

    /** An object for people too: indented, and the end of its last line. */
    public static byte[] document(Fields fields) {
        return write(fields, INDENTED.createInstance(), "\n");
    }

    private static byte[] write(Fields fields, @Nullable PrettyPrinter printer, String end) {
        ByteArrayOutputStream document = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(document)) {
            json.setPrettyPrinter(printer);
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
