package io.jenkins.plugins.mergeability.engine.outbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.jenkins.plugins.mergeability.engine.github.CommitStatus;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A {@link OutboxEntry} as JSON. */
final class EntryJson {

    private static final int VERSION = 1;
    private static final String TOLD = "told";

    /** Half of a pair of surrogates could not be written as UTF-8. */
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private EntryJson() {}

    static byte[] print(OutboxEntry page) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField("version", VERSION);
            json.writeStringField("account", page.subject().account());
            json.writeStringField("place", page.subject().place());
            json.writeNumberField("number", page.subject().number());
            json.writeStringField("context", page.subject().context());
            json.writeStringField("kind", page.key().kind());
            if (page.waiting().isPresent()) {
                json.writeObjectFieldStart("waiting");
                print(page.waiting().get(), json);
                json.writeEndObject();
            }
            if (page.limited().isPresent()) {
                json.writeStringField("limited", page.limited().get().toString());
            }
            json.writeObjectFieldStart(TOLD);
            for (Map.Entry<String, String> told : page.told().entrySet()) {
                json.writeStringField(told.getKey(), told.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private static void print(PendingReport waiting, JsonGenerator json) throws IOException {
        json.writeStringField("since", waiting.since().toString());
        json.writeNumberField("attempts", waiting.attempts());
        if (waiting.next().isPresent()) {
            json.writeStringField("next", waiting.next().get().toString());
        }
        if (waiting.trouble().isPresent()) {
            json.writeObjectFieldStart("trouble");
            json.writeStringField("kind", waiting.trouble().get().kind().name());
            json.writeStringField("words", waiting.trouble().get().words());
            json.writeEndObject();
        }
        if (waiting.report() instanceof Report.Status status) {
            json.writeStringField("commit", status.commit());
            json.writeStringField("cause", status.status().verdict().cause().name());
            json.writeStringField("description", status.status().verdict().description());
            if (status.status().target().isPresent()) {
                json.writeStringField("target", status.status().target().get());
            }
        } else if (waiting.report() instanceof Report.Comment comment) {
            json.writeStringField("text", comment.text());
        }
    }

    /**
     * Reads one.
     *
     * @throws IOException if it is not what {@link #print} writes; the message says what is amiss
     */
    static OutboxEntry read(byte[] text) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not an object");
            }
            Map<String, String> all = new LinkedHashMap<>();
            flatten(json, "", all);
            if (json.nextToken() != null) {
                throw new IOException("something follows");
            }
            return page(all);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static OutboxEntry page(Map<String, String> all) throws IOException {
        if (number(all, "version") != VERSION) {
            throw new IOException("of version " + number(all, "version"));
        }
        ReportSubject subject = new ReportSubject(
                text(all, "account"), text(all, "place"), number(all, "number"), text(all, "context"));
        String kind = text(all, "kind");
        if (!kind.equals("comment") && !kind.equals("status")) {
            throw new IOException("of kind " + kind);
        }
        text(all, TOLD);
        Map<String, String> told = new LinkedHashMap<>();
        all.forEach((name, value) -> {
            if (name.startsWith(TOLD + ".")) {
                told.put(name.substring(TOLD.length() + 1), value);
            }
        });
        boolean comment = kind.equals("comment");
        Optional<PendingReport> waiting =
                all.containsKey("waiting") ? Optional.of(waiting(subject, comment, all)) : Optional.empty();
        Optional<Instant> limited = Optional.ofNullable(all.get("limited")).map(Instant::parse);
        return new OutboxEntry(subject, comment, waiting, told, limited);
    }

    private static PendingReport waiting(ReportSubject subject, boolean comment, Map<String, String> all)
            throws IOException {
        Report report = comment
                ? new Report.Comment(subject, text(all, "waiting.text"))
                : new Report.Status(subject, text(all, "waiting.commit"), status(subject, all));
        Optional<DeliveryError> trouble = all.containsKey("waiting.trouble")
                ? Optional.of(new DeliveryError(
                        HostException.Kind.valueOf(text(all, "waiting.trouble.kind")),
                        text(all, "waiting.trouble.words")))
                : Optional.empty();
        return new PendingReport(
                report,
                Instant.parse(text(all, "waiting.since")),
                number(all, "waiting.attempts"),
                Optional.ofNullable(all.get("waiting.next")).map(Instant::parse),
                trouble);
    }

    private static CommitStatus status(ReportSubject subject, Map<String, String> all) throws IOException {
        Verdict.Cause cause = Verdict.Cause.valueOf(text(all, "waiting.cause"));
        return new CommitStatus(
                subject.context(),
                new Verdict(cause, text(all, "waiting.description")),
                Optional.ofNullable(all.get("waiting.target")));
    }

    private static String text(Map<String, String> all, String name) throws IOException {
        String value = all.get(name);
        if (value == null) {
            throw new IOException("without " + name);
        }
        return value;
    }

    private static int number(Map<String, String> all, String name) throws IOException {
        return Integer.parseInt(text(all, name));
    }

    /** Names of what is in an object within an object begin with the name of that, and a dot. */
    private static void flatten(JsonParser json, String prefix, Map<String, String> all) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = prefix + json.currentName();
            switch (json.nextToken()) {
                case START_OBJECT -> {
                    all.put(name, "");
                    flatten(json, name + ".", all);
                }
                case VALUE_STRING, VALUE_NUMBER_INT -> all.put(name, json.getText());
                default -> json.skipChildren(); // nothing of ours
            }
        }
        if (json.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException("torn");
        }
    }
}
