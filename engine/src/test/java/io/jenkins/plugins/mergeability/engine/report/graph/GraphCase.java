package io.jenkins.plugins.mergeability.engine.report.graph;

import io.jenkins.plugins.mergeability.engine.map.Affects;
import io.jenkins.plugins.mergeability.engine.map.BlockOptions;
import io.jenkins.plugins.mergeability.engine.map.Command;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentFiles;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobSettings;
import io.jenkins.plugins.mergeability.engine.map.Position;
import io.jenkins.plugins.mergeability.engine.map.Unmapped;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A map or a plan, described as far as its drawing needs it: {@code components} with {@code
 * dependsOn}, {@code affects} and a number of {@code jobs}; {@code many}, a number of components alike; and, for a
 * plan, {@code plan} with {@code affected}, where for each component stand its {@code reasons} and how many jobs
 * {@code run}, are {@code proven} and so on.
 */
record GraphCase(Map<?, ?> data) {

    static GraphCase read(Path file) throws IOException {
        return new GraphCase(
                new Yaml(new SafeConstructor(new LoaderOptions())).<Map<?, ?>>load(Files.readString(file)));
    }

    Graph graph() {
        return data.containsKey("plan") ? Graph.of(plan()) : Graph.of(map());
    }

    ComponentMap map() {
        Map<String, Component> components = new LinkedHashMap<>();
        section(data, "components")
                .forEach((name, value) -> components.put((String) name, component((String) name, (Map<?, ?>) value)));
        section(data, "many").forEach((prefix, value) -> {
            Map<?, ?> like = (Map<?, ?>) value;
            for (int i = 1; i <= (int) like.get("count"); i++) {
                String name = String.format(Locale.ROOT, "%s%03d", prefix, i);
                components.put(name, component(name, like));
            }
        });
        return new ComponentMap(Unmapped.EVERYTHING, List.of(), components);
    }

    Plan plan() {
        Map<?, ?> plan = section(data, "plan");
        Map<?, ?> affected = section(plan, "affected");
        List<PlannedComponent> components = new ArrayList<>();
        for (Component component : map().components().values()) {
            Map<?, ?> description = (Map<?, ?>) affected.get(component.name());
            components.add(planned(component, description == null ? (Map<?, ?>) affected.get("*") : description));
        }
        return new Plan(
                plan.containsKey("occasion") ? When.valueOf((String) plan.get("occasion")) : When.CHANGE,
                plan.containsKey("base") ? (String) plan.get("base") : "",
                plan.containsKey("head") ? (String) plan.get("head") : "HEAD",
                components,
                new ChangedFiles.Paths(strings(plan, "unclaimed"), 0),
                strings(plan, "notes"));
    }

    private static Component component(String name, Map<?, ?> description) {
        Affects affects = "everything".equals(description.get("affects"))
                ? Affects.EVERYTHING
                : new Affects(false, strings(description, "affects"));
        Map<String, Job> jobs = new LinkedHashMap<>();
        int count = description.containsKey("jobs") ? (int) description.get("jobs") : 1;
        for (int i = 0; i < count; i++) {
            jobs.put("job" + i, job("job" + i));
        }
        return new Component(
                name,
                name,
                ComponentFiles.of(List.of(name + "/**")),
                strings(description, "dependsOn"),
                affects,
                jobs,
                Position.NONE);
    }

    private static Job job(String name) {
        return new Job(name, new Command("make", BlockOptions.NONE, Position.NONE), JobSettings.NONE, Position.NONE);
    }

    private static PlannedComponent planned(Component component, Map<?, ?> description) {
        if (description == null) {
            return new PlannedComponent(component, ComponentState.UNAFFECTED, List.of(), List.of());
        }
        List<PlannedJob> jobs = new ArrayList<>();
        for (JobState state : JobState.values()) {
            int count = (int)
                    Optional.ofNullable((Object) description.get(state.text())).orElse(0);
            for (int i = 0; i < count; i++) {
                boolean flaky =
                        state == JobState.RUN && description.containsKey("flaky") && i < (int) description.get("flaky");
                JobKey key = new JobKey(component.name(), "job" + jobs.size(), Optional.empty());
                jobs.add(new PlannedJob(
                        key,
                        job(key.job()),
                        state,
                        "",
                        Optional.empty(),
                        Map.of(),
                        List.of(),
                        flaky ? Optional.of(flaky()) : Optional.empty()));
            }
        }
        boolean proven = description.containsKey("proven") && !description.containsKey("run");
        List<Reason> reasons = new ArrayList<>();
        for (Object reason : (List<?>) description.get("reasons")) {
            reasons.add(reason((Map<?, ?>) reason));
        }
        return new PlannedComponent(component, proven ? ComponentState.PROVEN : ComponentState.AFFECTED, reasons, jobs);
    }

    private static Reason reason(Map<?, ?> description) {
        String kind = ((String) description.keySet().iterator().next());
        Object more = description.get("more");
        return new Reason(
                Reason.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                (String) description.get(kind),
                more == null ? 0 : (int) more);
    }

    private static Evidence flaky() {
        InputHash hash = new InputHash("0".repeat(64));
        JobKey key = new JobKey("any", "job", Optional.empty());
        return new Evidence(new Outcome(key, hash, false, Instant.EPOCH, Duration.ZERO, "run", "", Map.of()), 1, 1);
    }

    private static Map<?, ?> section(Map<?, ?> in, String key) {
        return in.get(key) == null ? Map.of() : (Map<?, ?>) in.get(key);
    }

    private static List<String> strings(Map<?, ?> in, String key) {
        List<String> strings = new ArrayList<>();
        if (in.get(key) instanceof List<?> list) {
            list.forEach(item -> strings.add((String) item));
        }
        return strings;
    }
}
