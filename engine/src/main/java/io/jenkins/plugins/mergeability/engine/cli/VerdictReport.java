package io.jenkins.plugins.mergeability.engine.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.cli.workspace.JobOutcomes;
import io.jenkins.plugins.mergeability.engine.github.HostedPullRequest;
import io.jenkins.plugins.mergeability.engine.github.RepositoryName;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.report.Ansi;
import io.jenkins.plugins.mergeability.engine.report.JsonLines;
import io.jenkins.plugins.mergeability.engine.verdict.Approvals;
import io.jenkins.plugins.mergeability.engine.verdict.JobProgress;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The result of {@code verdict}, as text and as JSON. The JSON is described in {@code docs/cli.md}. */
record VerdictReport(
        RepositoryName repository,
        int number,
        HostedPullRequest pull,
        String planned,
        JobOutcomes jobs,
        Approvals approvals,
        Verdict verdict,
        boolean reported) {

    /** Prints text, the verdict first. */
    void text(PrintStream out, Ansi ansi) {
        String state = verdict.state().text();
        String shown =
                switch (verdict.state()) {
                    case SUCCESS -> ansi.green(state);
                    case PENDING -> ansi.yellow(state);
                    case FAILURE, ERROR -> ansi.red(state);
                };
        out.println(shown + ": " + verdict.description());
        out.println("pull request " + number + " of " + repository + " at "
                + GitPath.display(pull.facts().head()) + ", into " + GitPath.display(pull.target()));
        if (!planned.equals(pull.facts().head())) {
            out.println("as merged in " + GitPath.display(planned));
        }
        jobs(out, "failed", JobProgress.FAILED);
        jobs(out, "awaited", JobProgress.UNFINISHED);
        jobs(out, "proven", JobProgress.PASSED);
        people(out, "approved by", approvals.approvedBy());
        people(out, "approved an earlier commit:", approvals.staleBy());
        people(out, "changes requested by", approvals.changesRequestedBy());
        if (reported) {
            out.println("reported to " + GitPath.display(pull.address()));
        }
    }

    private void jobs(PrintStream out, String title, JobProgress result) {
        List<JobKey> found = jobs.with(result);
        if (!found.isEmpty()) {
            out.println(title + ": "
                    + String.join(", ", found.stream().map(this::name).toList()));
        }
    }

    private String name(JobKey job) {
        return jobs.allowed().contains(job) ? job + " (allowed to fail)" : job.toString();
    }

    private static void people(PrintStream out, String title, List<String> logins) {
        if (!logins.isEmpty()) {
            out.println(title + " "
                    + String.join(", ", logins.stream().map(GitPath::display).toList()));
        }
    }

    /** Prints JSON. */
    void json(PrintStream out) throws IOException {
        try (JsonGenerator json = JsonLines.generator(out)) {
            json.writeStartObject();
            json.writeNumberField("version", 1);
            json.writeStringField("repository", repository.toString());
            json.writeNumberField("pullRequest", number);
            json.writeStringField("address", pull.address());
            json.writeStringField("head", pull.facts().head());
            json.writeStringField("planned", planned);
            json.writeStringField("target", pull.target());
            json.writeStringField("state", verdict.state().text());
            json.writeStringField("cause", verdict.cause().name().toLowerCase(Locale.ROOT));
            json.writeStringField("description", verdict.description());
            strings(json, "approvedBy", approvals.approvedBy());
            strings(json, "staleBy", approvals.staleBy());
            strings(json, "changesRequestedBy", approvals.changesRequestedBy());
            json.writeArrayFieldStart("jobs");
            for (Map.Entry<JobKey, JobProgress> job : jobs.results().entrySet()) {
                json.writeStartObject();
                json.writeStringField("component", job.getKey().component());
                json.writeStringField("job", job.getKey().job());
                json.writeStringField("platform", job.getKey().platform().orElse(null));
                json.writeStringField("result", job.getValue().name().toLowerCase(Locale.ROOT));
                json.writeBooleanField("allowedToFail", jobs.allowed().contains(job.getKey()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeBooleanField("reported", reported);
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void strings(JsonGenerator json, String field, List<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
