package io.jenkins.plugins.mergeability.engine.run.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.proof.JobOutputs;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import io.jenkins.plugins.mergeability.engine.run.CommandResult;
import io.jenkins.plugins.mergeability.engine.run.JobOutcome;
import io.jenkins.plugins.mergeability.engine.run.JobResult;
import io.jenkins.plugins.mergeability.engine.run.RunOutcome;
import io.jenkins.plugins.mergeability.engine.run.RunResult;
import io.jenkins.plugins.mergeability.engine.run.files.TestFailure;
import io.jenkins.plugins.mergeability.engine.run.files.TestResults;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the result of a run as JSON. All fields are always present, in this order; new ones may be added without a new
 * version. Times are ISO 8601 in UTC, durations whole milliseconds.
 *
 * <pre>
 * version         1
 * run             the run's name
 * started         when it started
 * durationMillis  how long it took
 * outcome         passed | failed | interrupted | incomplete: failed if a job failed and that counts, else interrupted if it
 *                 was, else incomplete if a job that counts did not run although it had to
 * counts          {outcome of a job: number of jobs}, every outcome in this order
 * warnings        [text]: errors outside of the jobs
 * jobs            every job of the plan, sorted by component, job and platform:
 *   component       the component's name
 *   job             the job's name
 *   platform        the platform's name, or null for a job that names none
 *   outcome         passed | failed | proven | unaffected | skipped | not_run | not_runnable | interrupted
 *   reason          the outcome as text; empty if it passed
 *   allowedToFail   whether a failure of this job does not count
 *   attempts        how often the whole job was tried; 0 if it did not run
 *   flaky           whether something in it failed and passed when tried again
 *   started         when its first command started, or null if it did not run
 *   durationMillis  how long it took
 *   provenBy        {run, at}: the outcome that proved it, or null
 *   unproven        why it is not proven though it passed, or null
 *   notes           [text]: further remarks
 *   failures        [name]: the commands that made it fail, in the order of the map
 *   tests           the results in its test reports, or null if there are none:
 *     tests           the number of tests, skipped ones included
 *     failures        how many failed
 *     errors          how many ended with an error, or are reports that cannot be read
 *     skipped         how many were skipped
 *     failing         [{report, name, message}]: the first 100 that failed or ended with an error
 *   artifacts       [path]: its artifacts, from the top of the repository
 *   artifactCopies  the directory with the copies of its artifacts, or null
 *   commands        every execution of its commands, in the order of the map, then of the attempts:
 *     name            its path in the job's tree, such as parallel/test/2
 *     command         the text passed to the shell
 *     attempt         which execution of this command it is, from 1
 *     ending          passed | failed | timed_out | not_started | ended | interrupted
 *     exitCode        the exit code, or null if it was ended or never started
 *     message         how it ended, as text; empty if it passed
 *     allowedToFail   whether a block around it allows its failure
 *     started         when it started
 *     durationMillis  how long it took
 *     log             the path of the file with its output, or null
 * </pre>
 */
public final class RunJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;

    private RunJson(JsonGenerator json) {
        this.json = json;
    }

    /**
     * Writes a result, followed by a line break, and leaves the stream open.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(RunResult result, RunOutcome outcome, OutputStream out) throws IOException {
        JsonGenerator json = FACTORY.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
        printer.indentObjectsWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
        json.setPrettyPrinter(printer);
        new RunJson(json).run(result, outcome);
        json.writeRaw("\n");
        json.close();
    }

    private void run(RunResult result, RunOutcome outcome) throws IOException {
        json.writeStartObject();
        json.writeNumberField("version", 1);
        text("run", result.run());
        text("started", result.started().toString());
        json.writeNumberField("durationMillis", result.duration().toMillis());
        text("outcome", outcome.text());
        json.writeObjectFieldStart("counts");
        for (JobOutcome each : JobOutcome.values()) {
            json.writeNumberField(each.text(), result.count(each));
        }
        json.writeEndObject();
        texts("warnings", result.warnings());
        json.writeArrayFieldStart("jobs");
        for (JobResult job : result.jobs()) {
            job(job);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void job(JobResult job) throws IOException {
        json.writeStartObject();
        text("component", job.key().component());
        text("job", job.key().job());
        optional("platform", job.key().platform());
        text("outcome", job.outcome().text());
        text("reason", job.reason());
        json.writeBooleanField("allowedToFail", job.allowed());
        json.writeNumberField("attempts", job.execution().attempts());
        json.writeBooleanField("flaky", job.execution().flaky());
        optional("started", job.execution().started());
        json.writeNumberField("durationMillis", job.execution().duration().toMillis());
        provenBy(job.proof().provenBy());
        optional("unproven", job.proof().unproven());
        outputs(job.proof().outputs());
        texts("notes", job.execution().notes());
        texts(
                "failures",
                job.execution().failures().stream().map(CommandResult::name).toList());
        tests(job.execution().files().tests());
        texts("artifacts", job.execution().files().artifacts());
        optional("artifactCopies", job.execution().files().copies());
        json.writeArrayFieldStart("commands");
        for (CommandResult command : job.execution().commands()) {
            command(command);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void tests(Optional<TestResults> found) throws IOException {
        if (found.isEmpty()) {
            json.writeNullField("tests");
            return;
        }
        TestResults tests = found.get();
        json.writeObjectFieldStart("tests");
        json.writeNumberField("tests", tests.tests());
        json.writeNumberField("failures", tests.failures());
        json.writeNumberField("errors", tests.errors());
        json.writeNumberField("skipped", tests.skipped());
        json.writeArrayFieldStart("failing");
        for (TestFailure test : tests.failing()) {
            json.writeStartObject();
            text("report", test.report());
            text("name", test.name());
            text("message", test.message());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void outputs(JobOutputs outputs) throws IOException {
        if (outputs.isEmpty()) {
            json.writeNullField("outputs");
            return;
        }
        json.writeObjectFieldStart("outputs");
        optional("left", outputs.left().map(OutputDigest::hex));
        json.writeObjectFieldStart("found");
        for (Map.Entry<JobKey, OutputDigest> found : outputs.found().entrySet()) {
            json.writeStringField(found.getKey().toString(), found.getValue().hex());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void provenBy(Optional<Outcome> proof) throws IOException {
        if (proof.isEmpty()) {
            json.writeNullField("provenBy");
            return;
        }
        json.writeObjectFieldStart("provenBy");
        text("run", proof.get().run());
        text("at", proof.get().at().toString());
        json.writeEndObject();
    }

    private void command(CommandResult command) throws IOException {
        json.writeStartObject();
        text("name", command.name());
        text("command", command.command());
        json.writeNumberField("attempt", command.attempt());
        text("ending", command.outcome().text());
        if (command.exitCode().isPresent()) {
            json.writeNumberField("exitCode", command.exitCode().getAsInt());
        } else {
            json.writeNullField("exitCode");
        }
        text("message", command.message());
        json.writeBooleanField("allowedToFail", command.allowed());
        text("started", command.started().toString());
        json.writeNumberField("durationMillis", command.duration().toMillis());
        optional("log", command.log());
        json.writeEndObject();
    }

    private void optional(String name, Optional<?> value) throws IOException {
        if (value.isPresent()) {
            text(name, value.get().toString());
        } else {
            json.writeNullField(name);
        }
    }

    private void texts(String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(encodable(value));
        }
        json.writeEndArray();
    }

    private void text(String name, String value) throws IOException {
        json.writeStringField(name, encodable(value));
    }

    /** A path that is not UTF-8 has unpaired surrogates, which JSON in UTF-8 cannot contain. */
    private static String encodable(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isSurrogate(value.charAt(i))) {
                return value.codePoints()
                        .map(c -> c >= 0xd800 && c <= 0xdfff ? 0xfffd : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
            }
        }
        return value;
    }
}
