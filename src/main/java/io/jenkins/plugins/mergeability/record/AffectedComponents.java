package io.jenkins.plugins.mergeability.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import hudson.model.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The components that a build affects. They are near the start of a plan file, so only its head is read. */
public final class AffectedComponents {

    private static final Logger LOGGER = Logger.getLogger(AffectedComponents.class.getName());

    private static final JsonFactory JSON = new JsonFactory();

    private AffectedComponents() {}

    /** Their names, sorted; none for a build without a plan. */
    public static Set<String> of(Run<?, ?> run) {
        Set<String> names = new TreeSet<>();
        for (Path directory : BuildRecords.of(run).directories()) {
            try {
                read(directory.resolve(BuildRecord.PLAN), names);
            } catch (IOException e) {
                LOGGER.log(Level.FINE, e, () -> "cannot read the components that " + run + " affects");
            }
        }
        return names;
    }

    /** Skips the first line, unless the file is of a version that wrote no checksums. */
    private static BufferedReader afterChecksum(BufferedReader text) throws IOException {
        text.mark(1);
        int first = text.read();
        text.reset();
        if (first != '{') {
            text.readLine();
        }
        return text;
    }

    private static void read(Path plan, Set<String> names) throws IOException {
        try (BufferedReader text = Files.newBufferedReader(plan);
                JsonParser parser = JSON.createParser(afterChecksum(text))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals("affected");
                parser.nextToken();
                if (found) {
                    while (parser.nextToken() == JsonToken.VALUE_STRING) {
                        names.add(parser.getText());
                    }
                    return;
                }
                parser.skipChildren();
            }
        }
    }
}
