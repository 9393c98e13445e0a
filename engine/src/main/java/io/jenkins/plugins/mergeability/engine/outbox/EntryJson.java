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

/** Writes and reads an {@link OutboxEntry} as JSON. */
final class EntryJson {

    private static final int VERSION = 1;
    private static final String FINGERPRINTS = "fingerprints";

    /** The commit of the subject; a file without it is about a pull request. */
    private static final String COMMIT = "commit";

    /** Unpaired surrogates cannot be encoded as UTF-8. */
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private EntryJson() {}

    static byte[] write(OutboxEntry entry) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField("version", VERSION);
            json.writeStringField("account", entry.subject().account());
            json.writeStringField("location", entry.subject().location());
            json.writeNumberField("number", entry.subject().number());
            if (entry.subject().commit().isPresent()) {
                json.writeStringField(COMMIT, entry.subject().commit().get());
            }
            json.writeStringField("context", entry.subject().context());
            json.writeStringField("kind", entry.kind().text());
            if (entry.pending().isPresent()) {
                json.writeObjectFieldStart("pending");
                write(entry.pending().get(), json);
                json.writeEndObject();
            }
            if (entry.rateLimitedUntil().isPresent()) {
                json.writeStringField(
                        "rateLimitedUntil", entry.rateLimitedUntil().get().toString());
            }
            json.writeObjectFieldStart(FINGERPRINTS);
            for (Map.Entry<String, String> each : entry.fingerprints().entrySet()) {
                json.writeStringField(each.getKey(), each.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private static void write(PendingReport pending, JsonGenerator json) throws IOException {
        json.writeStringField("since", pending.since().toString());
        json.writeNumberField("attempts", pending.attempts());
        if (pending.next().isPresent()) {
            json.writeStringField("nextAttempt", pending.next().get().toString());
        }
        if (pending.error().isPresent()) {
            json.writeObjectFieldStart("error");
            json.writeStringField("kind", pending.error().get().kind().name());
            json.writeStringField("message", pending.error().get().message());
            json.writeEndObject();
        }
        if (pending.report() instanceof Report.Status status) {
            json.writeStringField("commit", status.commit());
            json.writeStringField("cause", status.status().verdict().cause().name());
            json.writeStringField("description", status.status().verdict().description());
            if (status.status().target().isPresent()) {
                json.writeStringField("target", status.status().target().get());
            }
        } else if (pending.report() instanceof Report.Comment comment) {
            json.writeStringField("text", comment.text());
        }
    }

    /**
     * Reads an entry.
     *
     * @throws IOException if {@link #write} did not write it; the message says what is wrong
     */
    static OutboxEntry read(byte[] text) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not an object");
            }
            Map<String, String> all = new LinkedHashMap<>();
            flatten(json, "", all);
            if (json.nextToken() != null) {
                throw new IOException("trailing content");
            }
            return entry(all);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static OutboxEntry entry(Map<String, String> all) throws IOException {
        if (number(all, "version") != VERSION) {
            throw new IOException("unsupported version " + number(all, "version"));
        }
        ReportSubject subject = new ReportSubject(
                text(all, "account"),
                text(all, "location"),
                number(all, "number"),
                Optional.ofNullable(all.get(COMMIT)),
                text(all, "context"));
        String name = text(all, "kind");
        ReportKind kind = ReportKind.parse(name).orElseThrow(() -> new IOException("unknown kind " + name));
        text(all, FINGERPRINTS);
        Map<String, String> fingerprints = new LinkedHashMap<>();
        all.forEach((key, value) -> {
            if (key.startsWith(FINGERPRINTS + ".")) {
                fingerprints.put(key.substring(FINGERPRINTS.length() + 1), value);
            }
        });
        Optional<PendingReport> pending =
                all.containsKey("pending") ? Optional.of(pending(subject, kind, all)) : Optional.empty();
        Optional<Instant> rateLimitedUntil =
                Optional.ofNullable(all.get("rateLimitedUntil")).map(Instant::parse);
        return new OutboxEntry(subject, kind, pending, fingerprints, rateLimitedUntil);
    }

    private static PendingReport pending(ReportSubject subject, ReportKind kind, Map<String, String> all)
            throws IOException {
        Report report = kind.part().isPresent()
                ? new Report.Comment(subject, kind.part().get(), text(all, "pending.text"))
                : new Report.Status(subject, text(all, "pending.commit"), status(subject, all));
        Optional<DeliveryError> error = all.containsKey("pending.error")
                ? Optional.of(new DeliveryError(
                        HostException.Kind.valueOf(text(all, "pending.error.kind")),
                        text(all, "pending.error.message")))
                : Optional.empty();
        return new PendingReport(
                report,
                Instant.parse(text(all, "pending.since")),
                number(all, "pending.attempts"),
                Optional.ofNullable(all.get("pending.nextAttempt")).map(Instant::parse),
                error);
    }

    private static CommitStatus status(ReportSubject subject, Map<String, String> all) throws IOException {
        Verdict.Cause cause = Verdict.Cause.valueOf(text(all, "pending.cause"));
        return new CommitStatus(
                subject.context(),
                new Verdict(cause, text(all, "pending.description")),
                Optional.ofNullable(all.get("pending.target")));
    }

    private static String text(Map<String, String> all, String name) throws IOException {
        String value = all.get(name);
        if (value == null) {
            throw new IOException(name + " is missing");
        }
        return value;
    }

    private static int number(Map<String, String> all, String name) throws IOException {
        return Integer.parseInt(text(all, name));
    }

    /** Reads nested objects into one map, with names that are joined by dots. */
    private static void flatten(JsonParser json, String prefix, Map<String, String> all) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = prefix + json.currentName();
            switch (json.nextToken()) {
                case START_OBJECT -> {
                    all.put(name, "");
                    flatten(json, name + ".", all);
                }
                case VALUE_STRING, VALUE_NUMBER_INT -> all.put(name, json.getText());
                default -> json.skipChildren(); // unknown field
            }
        }
        if (json.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException("incomplete");
        }
    }
}
