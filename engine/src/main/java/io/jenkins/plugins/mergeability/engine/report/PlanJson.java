package io.jenkins.plugins.mergeability.engine.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.plan.Reason;
import io.jenkins.plugins.mergeability.engine.proof.Evidence;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A plan as JSON, with a line for each component. New versions only add fields; an incompatible change increments
 * {@code version}. The format is described in {@code docs/cli.md}.
 */
public final class PlanJson {

    /** The version of the format. */
    public static final int VERSION = 1;

    private final JsonGenerator json;

    private PlanJson(JsonGenerator json) {
        this.json = json;
    }

    /**
     * Writes a plan, with a newline at its end. The same plan gives the same bytes.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(Plan plan, OutputStream out) throws IOException {
        try (JsonGenerator json = JsonLines.generator(out)) {
            new PlanJson(json).plan(plan);
            json.writeRaw('\n');
        }
    }

    private void plan(Plan plan) throws IOException {
        json.writeStartObject();
        json.writeNumberField("version", VERSION);
        json.writeStringField("occasion", plan.occasion().text());
        nullable("base", plan.base());
        nullable("head", plan.head());
        strings("affected", plan.affected());
        json.writeArrayFieldStart("components");
        for (PlannedComponent component : plan.components()) {
            component(component);
        }
        json.writeEndArray();
        paths("unclaimed", plan.unclaimed().named());
        json.writeNumberField("unclaimedCount", plan.unclaimed().count());
        strings("notes", plan.notes());
        json.writeEndObject();
    }

    private void component(PlannedComponent component) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", component.name());
        json.writeStringField("state", component.state().text());
        json.writeArrayFieldStart("reasons");
        for (Reason reason : component.reasons()) {
            reason(reason);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("jobs");
        for (PlannedJob job : component.jobs()) {
            job(job);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void reason(Reason reason) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", reason.kind().text());
        switch (reason.kind()) {
            case CHANGED, UNCLAIMED -> {
                json.writeStringField("path", printable(reason.subject()));
                if (reason.more() > 0) {
                    json.writeNumberField("more", reason.more());
                }
            }
            case AFFECTED_BY, DEPENDS_ON, NEEDS, NEEDED_BY -> json.writeStringField("component", reason.subject());
            case LOCKED -> {
                json.writeStringField("why", printable(reason.subject()));
                if (reason.more() > 0) {
                    json.writeNumberField("more", reason.more());
                }
            }
            case GATE -> json.writeStringField("environment", reason.subject());
            case EVERYTHING, EVERY_OCCASION -> json.writeStringField("why", reason.subject());
            case REDEFINED, REQUESTED -> {}
        }
        json.writeEndObject();
    }

    private void job(PlannedJob job) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", job.key().job());
        nullable("platform", job.key().platform().orElse(""));
        json.writeStringField("state", job.state().text());
        json.writeStringField("why", job.why());
        json.writeStringField("when", job.definition().settings().when().text());
        nullable("inputHash", job.hash().isPresent() ? job.hash().get().hex() : "");
        json.writeArrayFieldStart("needs");
        for (JobKey need : job.needs()) {
            json.writeString(need.toString());
        }
        json.writeEndArray();
        if (job.evidence().isPresent()) {
            evidence(job.evidence().get());
        }
        json.writeEndObject();
    }

    private void evidence(Evidence evidence) throws IOException {
        json.writeObjectFieldStart("evidence");
        json.writeBooleanField("passed", evidence.latest().passed());
        json.writeStringField("run", evidence.latest().run());
        json.writeStringField("at", evidence.latest().at().toString());
        json.writeNumberField("durationMillis", evidence.latest().duration().toMillis());
        json.writeNumberField("passes", evidence.passes());
        json.writeNumberField("failures", evidence.failures());
        json.writeBooleanField("flaky", evidence.flaky());
        json.writeEndObject();
    }

    private void nullable(String field, String value) throws IOException {
        if (value.isEmpty()) {
            json.writeNullField(field);
        } else {
            json.writeStringField(field, value);
        }
    }

    private void strings(String field, List<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private void paths(String field, List<String> paths) throws IOException {
        json.writeArrayFieldStart(field);
        for (String path : paths) {
            json.writeString(printable(path));
        }
        json.writeEndArray();
    }

    /** JSON can contain any path except one that is not UTF-8, which is escaped as in text. */
    private static String printable(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (Character.isSurrogate(path.charAt(i))
                    && (i + 1 == path.length() || !Character.isSurrogatePair(path.charAt(i), path.charAt(i + 1)))) {
                return GitPath.display(path);
            }
            if (Character.isHighSurrogate(path.charAt(i))) {
                i++;
            }
        }
        return path;
    }
}
