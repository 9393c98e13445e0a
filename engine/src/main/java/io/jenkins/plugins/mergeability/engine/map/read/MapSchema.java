package io.jenkins.plugins.mergeability.engine.map.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON Schema (draft 2020-12) of component maps, with which editors complete keys and mark errors. */
public final class MapSchema {

    private static final String FILE = "components.schema.json";

    private MapSchema() {}

    /** The schema as JSON. */
    public static String text() {
        try (InputStream in = MapSchema.class.getResourceAsStream(FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE + " from the program itself", e);
        }
    }
}
