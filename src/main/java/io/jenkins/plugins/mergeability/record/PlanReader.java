package io.jenkins.plugins.mergeability.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.plan.ChangedFiles;
import io.jenkins.plugins.mergeability.engine.plan.ComponentState;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.plan.Reason;
import io.jenkins.plugins.mergeability.engine.proof.Evidence;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads a plan from its JSON, with the component map of the plan. */
final class PlanReader {

    private final ComponentMap map;
    private final Map<String, Map<String, String>> inputs;
    private final Map<String, JobKey> keys = new HashMap<>();

    /** @param inputs the digests of the inputs of jobs, which the JSON omits, by {@code component/job@platform} */
    PlanReader(ComponentMap map, Map<String, Map<String, String>> inputs) {
        this.map = map;
        this.inputs = inputs;
        for (Component component : map.components().values()) {
            for (Job job : component.jobs().values()) {
                for (Optional<String> platform : job.platforms()) {
                    JobKey key = new JobKey(component.name(), job.name(), platform);
                    keys.put(key.toString(), key);
                }
            }
        }
    }

    Plan read(byte[] json) throws IOException {
        JsonNode plan = new ObjectMapper().readTree(json);
        List<PlannedComponent> components = new ArrayList<>();
        for (JsonNode component : plan.path("components")) {
            components.add(component(component));
        }
        return new Plan(
                constant(When.class, plan.path("occasion")),
                plan.path("base").isTextual() ? plan.path("base").textValue() : "",
                plan.path("head").isTextual() ? plan.path("head").textValue() : "",
                components,
                unclaimed(plan),
                texts(plan.path("notes")));
    }

    private static ChangedFiles.Paths unclaimed(JsonNode plan) {
        List<String> named = texts(plan.path("unclaimed"));
        return new ChangedFiles.Paths(named, plan.path("unclaimedCount").asInt(named.size()) - named.size());
    }

    private PlannedComponent component(JsonNode node) throws IOException {
        Component definition = map.components().get(node.path("name").asText());
        if (definition == null) {
            throw new IOException("the plan has a component that its map lacks: " + node.path("name"));
        }
        List<Reason> reasons = new ArrayList<>();
        for (JsonNode reason : node.path("reasons")) {
            reasons.add(reason(reason));
        }
        List<PlannedJob> jobs = new ArrayList<>();
        for (JsonNode job : node.path("jobs")) {
            jobs.add(job(definition, job));
        }
        return new PlannedComponent(definition, constant(ComponentState.class, node.path("state")), reasons, jobs);
    }

    private static Reason reason(JsonNode node) {
        Reason.Kind kind = constant(Reason.Kind.class, node.path("kind"));
        for (String subject : List.of("path", "component", "why")) {
            if (node.has(subject)) {
                return new Reason(
                        kind, node.path(subject).asText(), node.path("more").asInt(0));
            }
        }
        return new Reason(kind, "", 0);
    }

    private PlannedJob job(Component component, JsonNode node) {
        Optional<String> platform = Optional.ofNullable(node.path("platform").textValue());
        JobKey key = new JobKey(component.name(), node.path("name").asText(), platform);
        Optional<InputHash> hash =
                Optional.ofNullable(node.path("inputHash").textValue()).map(InputHash::new);
        List<JobKey> needs = new ArrayList<>();
        for (JsonNode need : node.path("needs")) {
            needs.add(keys.get(need.asText()));
        }
        return new PlannedJob(
                key,
                component.jobs().get(key.job()),
                constant(JobState.class, node.path("state")),
                node.path("why").asText(),
                hash,
                inputs.getOrDefault(key.toString(), Map.of()),
                needs,
                hash.isPresent() && node.has("evidence")
                        ? Optional.of(evidence(key, hash.get(), node.path("evidence")))
                        : Optional.empty());
    }

    private static Evidence evidence(JobKey key, InputHash hash, JsonNode node) {
        Outcome latest = new Outcome(
                key,
                hash,
                node.path("passed").asBoolean(),
                Instant.parse(node.path("at").asText()),
                Duration.ofMillis(node.path("durationMillis").asLong()),
                node.path("run").asText(),
                "",
                Map.of());
        return new Evidence(
                latest, node.path("passes").asInt(), node.path("failures").asInt());
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, JsonNode node) {
        return Enum.valueOf(type, node.asText().toUpperCase(Locale.ROOT));
    }
}
