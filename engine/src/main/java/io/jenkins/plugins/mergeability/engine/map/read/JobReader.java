package io.jenkins.plugins.mergeability.engine.map.read;

import io.jenkins.plugins.mergeability.engine.map.Block;
import io.jenkins.plugins.mergeability.engine.map.BlockOptions;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import io.jenkins.plugins.mergeability.engine.map.JobSettings;
import io.jenkins.plugins.mergeability.engine.map.NameRules;
import io.jenkins.plugins.mergeability.engine.map.node.MapNode;
import io.jenkins.plugins.mergeability.engine.map.node.Node;
import io.jenkins.plugins.mergeability.engine.map.node.ScalarNode;
import io.jenkins.plugins.mergeability.engine.map.problem.ProblemKind;
import io.jenkins.plugins.mergeability.engine.map.problem.Problems;
import io.jenkins.plugins.mergeability.engine.text.SafeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Reads the jobs of components and records their references to other jobs. */
final class JobReader {

    private final Problems problems;
    private final SettingsReader settings;
    private final BlockReader blocks;
    private final ValueReader values;
    private final SettingsDraft defaults;
    private final JobSettings plain;
    private final ReferenceChecker references;

    JobReader(
            Problems problems,
            ValueReader values,
            SettingsReader settings,
            SettingsDraft defaults,
            ReferenceChecker references) {
        this.problems = problems;
        this.values = values;
        this.settings = settings;
        this.blocks = new BlockReader(problems, values, settings);
        this.defaults = defaults;
        this.plain = defaults.build(List.of(), List.of());
        this.references = references;
    }

    /** The jobs of a component by name, in the order of the map. */
    Map<String, Job> read(String component, Node node) {
        if (!(node instanceof MapNode map)) {
            values.wrongType(node, "jobs", "a map of jobs");
            return Map.of();
        }
        if (map.isEmpty()) {
            problems.add(ProblemKind.EMPTY, node, "give it a job, or remove it", "`jobs`");
        }
        Map<String, Job> jobs = new LinkedHashMap<>();
        for (int i = 0; i < map.size(); i++) {
            ScalarNode name = map.key(i);
            values.isName(name, name.text, "the name of a job");
            jobs.put(name.text, job(component, name, map.value(i)));
        }
        return jobs;
    }

    private Job job(String component, ScalarNode name, Node node) {
        if (node instanceof MapNode map) {
            return job(component, name, map);
        }
        Block block = blocks.bare(node, "a job");
        JobSettings effective = isPlain(defaults) ? plain : settings(component, name, defaults);
        return new Job(name.text, block, effective, name.position());
    }

    private Job job(String component, ScalarNode name, MapNode map) {
        BlockBody body = new BlockBody();
        body.owner = "a job";
        SettingsDraft draft = null;
        for (int i = 0; i < map.size(); i++) {
            ScalarNode key = map.key(i);
            if (body.take(key, map.value(i))) {
                continue;
            }
            if (draft == null) {
                draft = new SettingsDraft(defaults);
            }
            if (!settings.read(key, map.value(i), draft)) {
                body.noteIntended(KnownKeys.JOB.refuse(key, problems));
            }
        }
        settings.refuseTwoSources(map);
        Block block = blocks.body(body, map, name, BlockOptions.NONE, OptionalInt.empty());
        boolean usual = draft == null && isPlain(defaults);
        JobSettings effective = usual ? plain : settings(component, name, draft == null ? defaults : draft);
        return new Job(name.text, block, effective, name.position());
    }

    private JobSettings settings(String component, ScalarNode job, SettingsDraft draft) {
        List<JobRef> needs = new ArrayList<>(draft.needs.size());
        for (int i = 0; i < draft.needs.size(); i++) {
            ScalarNode need = draft.needs.get(i);
            JobRef ref = ref(component, need);
            if (ref != null) {
                needs.add(ref);
                references.need(new JobRef(component, job.text), ref, need);
            }
        }
        return draft.build(needs, references.jobDependencies(component, draft.dependsOn));
    }

    /** Whether the settings are the same whatever component they are for. */
    private static boolean isPlain(SettingsDraft draft) {
        return draft.needs.isEmpty() && draft.dependsOn.isEmpty();
    }

    private JobRef ref(String component, ScalarNode need) {
        int slash = need.text.lastIndexOf('/');
        String owner = slash < 0 ? component : need.text.substring(0, slash);
        String job = need.text.substring(slash + 1);
        if ((slash < 0 || NameRules.isComponentName(owner)) && NameRules.isName(job)) {
            return new JobRef(owner, job);
        }
        problems.add(
                ProblemKind.BAD_NAME,
                need,
                "write `job`, or `component/job` for a job of another component",
                SafeText.text(need.text),
                "the name of a job");
        return null;
    }
}
