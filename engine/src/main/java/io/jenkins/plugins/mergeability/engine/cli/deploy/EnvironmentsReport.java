package io.jenkins.plugins.mergeability.engine.cli.deploy;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jenkins.plugins.mergeability.engine.deploy.DeployTarget;
import io.jenkins.plugins.mergeability.engine.deploy.EnvironmentOrder;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.deploy.journal.DeploymentState;
import io.jenkins.plugins.mergeability.engine.deploy.journal.EnvironmentRecord;
import io.jenkins.plugins.mergeability.engine.deploy.turn.Deployer;
import io.jenkins.plugins.mergeability.engine.deploy.turn.Wait;
import io.jenkins.plugins.mergeability.engine.map.DeployDefinition;
import io.jenkins.plugins.mergeability.engine.map.Environment;
import io.jenkins.plugins.mergeability.engine.map.environments.FreezeWindow;
import io.jenkins.plugins.mergeability.engine.report.JsonLines;
import io.jenkins.plugins.mergeability.engine.text.DurationSyntax;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The state of the environments of a map: what is live, what waits for what, and what was before. */
public final class EnvironmentsReport {

    private static final DeployTarget NONE = (step, offer, previous) -> {
        throw new IOException("a report performs no step");
    };

    private final LocalEnvironments environments;
    private final DeployText text;

    /** A report of the environments of a repository. */
    public EnvironmentsReport(LocalEnvironments environments) {
        this.environments = environments;
        this.text = new DeployText(environments.terminal());
    }

    /** Prints what is live, and what waits. */
    public void print() throws IOException {
        if (environments.map().environments().isEmpty()) {
            text.line("the map at the tip of " + environments.branch() + " has no environments");
        }
        for (Environment environment : environments.map().environments().values()) {
            text.line(environment.name() + rules(environment));
            if (environment.local()) {
                EnvironmentRecord record = environments.record(environment);
                Deployer deployer = environments.deployer(environment, record, NONE);
                for (String component : environment.deploy().keySet()) {
                    print(environment, component, record, deployer);
                }
            } else {
                text.line("  " + String.join(", ", environment.deploy().keySet())
                        + ": nothing is deployed here yet: only environments with `local: true` are, by `deploy`");
            }
        }
        for (String name : environments.files().recorded()) {
            if (!environments.map().environments().containsKey(name)) {
                text.line(name + " is no longer in the map; its record is kept");
            }
        }
    }

    private static String rules(Environment environment) {
        List<String> rules = new ArrayList<>();
        if (environment.local()) {
            rules.add("local");
        }
        if (!environment.soak().isZero()) {
            rules.add("soak " + DurationSyntax.format(environment.soak()));
        }
        environment.approval().ifPresent(rule -> rules.add("approval by " + rule.count()));
        for (FreezeWindow window : environment.freeze()) {
            rules.add("freeze " + window.text());
        }
        return rules.isEmpty() ? "" : " (" + String.join(", ", rules) + ")";
    }

    private void print(Environment environment, String component, EnvironmentRecord record, Deployer deployer)
            throws IOException {
        Optional<Candidate> live = record.live(component);
        String now = live.map(
                        candidate -> "release " + candidate.offer().release().shortId() + " of commit "
                                + LocalEnvironments.brief(candidate.offer().commit()))
                .orElse("nothing");
        text.line("  " + component + "  "
                + (record.unknown(component) ? "not known to run " + now : now + (live.isPresent() ? "" : " is live"))
                + (live.isPresent() && !record.unknown(component) ? since(environment, live.get()) : ""));
        for (Candidate candidate : record.candidates()) {
            if (candidate.offer().component().equals(component)) {
                open(environment, candidate, record, deployer).ifPresent(line -> text.line("    " + line));
            }
        }
    }

    private String since(Environment environment, Candidate live) {
        boolean good = live.good(Instant.now(), EnvironmentOrder.soak(environments.map(), environment));
        return " since " + DeployText.time(live.changed()) + (good ? ", good" : ", verified");
    }

    /** The line of a candidate that is not at its end. */
    private Optional<String> open(
            Environment environment, Candidate candidate, EnvironmentRecord record, Deployer deployer)
            throws IOException {
        String what = DeployText.candidate(candidate);
        if (candidate.state() == DeploymentState.CANDIDATE) {
            List<Wait> waits = deployer.waits(candidate);
            String call = "`" + environments.call("deploy " + environment.name()) + "`";
            return Optional.of(what + (waits.isEmpty() ? " can go: " + call : " waits " + DeployText.waits(waits)));
        }
        if (candidate.state() == DeploymentState.NEEDS_PERSON) {
            return Optional.of(what + " needs a person: " + DeployText.text(candidate.text()));
        }
        return record.active().filter(active -> active == candidate).isPresent()
                ? Optional.of(what + " is " + candidate.state().text()
                        + "; if that was interrupted, the next `deploy` continues")
                : Optional.empty();
    }

    /** Writes everything as JSON. */
    public void writeJson(OutputStream out) throws IOException {
        try (JsonGenerator json = JsonLines.generator(out)) {
            json.writeStartObject();
            json.writeNumberField("version", 1);
            json.writeStringField("branch", environments.branch());
            json.writeArrayFieldStart("environments");
            for (Environment environment : environments.map().environments().values()) {
                write(environment, json);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private void write(Environment environment, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", environment.name());
        json.writeBooleanField("local", environment.local());
        if (!environment.soak().isZero()) {
            json.writeNumberField("soak", environment.soak().getSeconds());
        }
        json.writeArrayFieldStart("components");
        EnvironmentRecord record = environments.record(environment);
        Deployer deployer = environments.deployer(environment, record, NONE);
        for (DeployDefinition definition : environment.deploy().values()) {
            json.writeStartObject();
            json.writeStringField("name", definition.component());
            json.writeStringField("of", definition.source().toString());
            if (environment.local()) {
                json.writeBooleanField("known", !record.unknown(definition.component()));
                Optional<Candidate> live = record.live(definition.component());
                if (live.isPresent()) {
                    json.writeNumberField("live", live.get().number());
                }
                json.writeArrayFieldStart("deployments");
                for (Candidate candidate : record.candidates()) {
                    if (candidate.offer().component().equals(definition.component())) {
                        write(candidate, deployer, json);
                    }
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(Candidate candidate, Deployer deployer, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("number", candidate.number());
        json.writeStringField("state", candidate.state().text());
        json.writeStringField("release", candidate.offer().release().id());
        json.writeStringField("commit", candidate.offer().commit());
        json.writeStringField("offered", candidate.offered().toString());
        json.writeStringField("changed", candidate.changed().toString());
        Optional<Instant> verified = candidate.verified();
        if (verified.isPresent()) {
            json.writeStringField("verified", verified.get().toString());
        }
        Optional<Candidate> other = candidate.other();
        if (other.isPresent()) {
            json.writeNumberField("other", other.get().number());
        }
        if (!candidate.text().isEmpty()) {
            json.writeStringField("text", candidate.text());
        }
        if (candidate.state() == DeploymentState.CANDIDATE) {
            json.writeArrayFieldStart("waits");
            for (Wait wait : deployer.waits(candidate)) {
                json.writeString(wait.text());
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }
}
