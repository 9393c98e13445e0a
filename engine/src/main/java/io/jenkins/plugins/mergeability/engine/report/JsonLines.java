package io.jenkins.plugins.mergeability.engine.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;

/** JSON with a line for each item of its top-level lists, so that results can be compared line by line. */
public final class JsonLines extends MinimalPrettyPrinter {

    private static final long serialVersionUID = 1L;

    private JsonLines() {}

    /** A generator of such JSON, which leaves the stream open when it is closed. */
    public static JsonGenerator generator(OutputStream out) throws IOException {
        return new JsonFactory()
                .createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .setPrettyPrinter(new JsonLines());
    }

    @Override
    public void beforeArrayValues(JsonGenerator json) throws IOException {
        line(json);
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
        super.writeArrayValueSeparator(json);
        line(json);
    }

    private static void line(JsonGenerator json) throws IOException {
        if (json.getOutputContext().getParent().getParent().inRoot()) {
            json.writeRaw("\n  ");
        }
    }
}
