package io.jenkins.plugins.mergeability.engine.map.read;

import io.jenkins.plugins.mergeability.engine.map.Block;
import io.jenkins.plugins.mergeability.engine.map.BlockOptions;
import io.jenkins.plugins.mergeability.engine.map.Command;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import io.jenkins.plugins.mergeability.engine.map.JobSettings;
import io.jenkins.plugins.mergeability.engine.map.NameRules;
import io.jenkins.plugins.mergeability.engine.map.Need;
import io.jenkins.plugins.mergeability.engine.map.node.MapNode;
import io.jenkins.plugins.mergeability.engine.map.node.Node;
import io.jenkins.plugins.mergeability.engine.map.node.ScalarNode;
import io.jenkins.plugins.mergeability.engine.map.problem.ProblemKind;
import io.jenkins.plugins.mergeability.engine.map.problem.Problems;
import io.jenkins.plugins.mergeability.engine.text.SafeText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final NearestJobs nearest;

    /** @param nearest the jobs that {@code ^job} finds; null to read the jobs of a kind for their own problems */
    JobReader(
            Problems problems,
            ValueReader values,
            SettingsReader settings,
            SettingsDraft defaults,
            ReferenceChecker references,
            NearestJobs nearest) {
        this.problems = problems;
        this.values = values;
        this.settings = settings;
        this.blocks = new BlockReader(problems, values, settings);
        this.defaults = defaults;
        this.plain = defaults.build(List.of(), List.of());
        this.references = references;
        this.nearest = nearest;
    }

    /** The jobs of a component by name, in the order of the map; those of its kind first. */
    Map<String, Job> read(String component, List<String> dependsOn, ComponentKeys keys) {
        Map<String, Entry> kind = entries(keys.kindJobs);
        Map<String, Entry> own = entries(keys.jobs);
        Map<String, Job> jobs = new LinkedHashMap<>();
        for (String name : keys.jobNames()) {
            jobs.put(name, job(component, dependsOn, kind.get(name), own.get(name), keys.ofKind));
        }
        return jobs;
    }

    private Map<String, Entry> entries(Node node) {
        if (node == null) {
            return Map.of();
        }
        if (!(node instanceof MapNode map)) {
            values.wrongType(node, "jobs", "a map of jobs");
            return Map.of();
        }
        if (map.isEmpty()) {
            problems.add(ProblemKind.EMPTY, node, "give it a job, or remove it", "`jobs`");
        }
        Map<String, Entry> entries = new HashMap<>();
        for (int i = 0; i < map.size(); i++) {
            ScalarNode name = map.key(i);
            values.isName(name, name.text, "the name of a job");
            entries.put(name.text, new Entry(name, map.value(i)));
        }
        return entries;
    }

    /** A job as it is written in one place. */
    private record Entry(ScalarNode name, Node node) {}

    /** A job of a component, of its kind, or of both. */
    private Job job(String component, List<String> dependsOn, Entry ofKind, Entry own, boolean merged) {
        Entry last = own == null ? ofKind : own;
        ScalarNode name = last.name;
        if (ofKind == null && !(own.node instanceof MapNode)) {
            return job(component, dependsOn, name, blocks.bare(own.node, "a job"), null);
        }
        SettingsDraft draft = null;
        BlockBody body = null;
        Entry source = last;
        for (Entry entry : new Entry[] {ofKind, own}) {
            if (entry == null) {
                continue;
            }
            BlockBody written = new BlockBody();
            written.owner = "a job";
            if (entry.node instanceof MapNode map) {
                draft = read(map, written, draft);
            } else {
                written.bare = entry.node;
            }
            if (body == null || written.kinds() > 0 || written.misspelled) {
                body = written;
                source = entry;
            } else if (written.failFast != null) {
                body.failFast = written.failFast;
                body.failFastKey = written.failFastKey;
            }
        }
        return job(component, dependsOn, name, block(component, body, source, merged), draft);
    }

    private SettingsDraft read(MapNode map, BlockBody body, SettingsDraft before) {
        SettingsDraft draft = before;
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
        settings.refuseUnusedAgent(map);
        return draft;
    }

    private Block block(String component, BlockBody body, Entry source, boolean merged) {
        if (merged && body.failFast != null && body.parallel == null) {
            blocks.checkFailFast(body);
            if (body.kinds() == 1) {
                String hint = "remove it, or give the job a `parallel`";
                report(ProblemKind.FAIL_FAST, body.failFastKey, hint, source, component);
                body.failFast = null;
            }
        }
        if (body.bare != null) {
            return blocks.bare(body.bare, "a job");
        }
        if (merged && body.kinds() == 0 && !body.misspelled) {
            String hint = "add one of `run`, `sequence` and `parallel` here or in the component";
            report(ProblemKind.NO_COMMAND, source.name, hint, source, component);
            return new Command("", BlockOptions.NONE, source.name.position());
        }
        return blocks.body(body, (MapNode) source.node, source.name, BlockOptions.NONE, OptionalInt.empty());
    }

    /** Reports a problem of a component's job; the kind alone may be completed by each of its components. */
    private void report(ProblemKind problem, ScalarNode at, String hint, Entry job, String component) {
        if (nearest != null) {
            problems.add(problem, at, hint, SafeText.text(job.name.text), SafeText.text(component));
        }
    }

    private Job job(String component, List<String> dependsOn, ScalarNode name, Block block, SettingsDraft own) {
        SettingsDraft draft = own == null ? defaults : own;
        JobSettings effective = draft == defaults && isPlain(defaults)
                ? plain
                : settings(new JobRef(component, name.text), dependsOn, draft);
        return new Job(name.text, block, effective, name.position());
    }

    /** Whether the settings are the same whatever component they are for. */
    private static boolean isPlain(SettingsDraft draft) {
        return draft.needs.isEmpty() && draft.dependsOn.isEmpty();
    }

    private JobSettings settings(JobRef job, List<String> dependsOn, SettingsDraft draft) {
        List<String> ownDependencies = references.jobDependencies(job.component(), draft.dependsOn);
        List<Need> needs = new ArrayList<>(draft.needs.size());
        for (int i = 0; i < draft.needs.size(); i++) {
            ScalarNode need = draft.needs.get(i).job();
            ScalarNode platform = draft.needs.get(i).platform();
            List<JobRef> refs;
            if (need.text.startsWith("^")) {
                List<String> starts = new ArrayList<>(dependsOn);
                starts.addAll(ownDependencies);
                refs = nearest(job, starts, need);
            } else {
                JobRef ref = ref(job.component(), need);
                refs = ref == null ? List.of() : List.of(ref);
            }
            for (JobRef ref : refs) {
                needs.add(new Need(ref, Optional.ofNullable(platform).map(named -> named.text)));
                references.need(job, ref, need, platform);
            }
        }
        return draft.build(needs, ownDependencies);
    }

    private List<JobRef> nearest(JobRef job, List<String> starts, ScalarNode need) {
        String wanted = need.text.substring(1);
        if (!NameRules.isName(wanted)) {
            badNeed(need);
        } else if (nearest != null && !nearest.names().contains(wanted)) {
            problems.add(
                    ProblemKind.NO_SUCH_JOB,
                    need,
                    problems.didYouMean(wanted, nearest.names(), "give one to a component, or remove it here"),
                    SafeText.text(wanted));
        } else if (nearest != null) {
            return nearest.of(job, starts, wanted);
        }
        return List.of();
    }

    private JobRef ref(String component, ScalarNode need) {
        int slash = need.text.lastIndexOf('/');
        String owner = slash < 0 ? component : need.text.substring(0, slash);
        String job = need.text.substring(slash + 1);
        if ((slash < 0 || NameRules.isComponentName(owner)) && NameRules.isName(job)) {
            return new JobRef(owner, job);
        }
        badNeed(need);
        return null;
    }

    private void badNeed(ScalarNode need) {
        problems.add(
                ProblemKind.BAD_NAME,
                need,
                "write `job`, `component/job` for a job of another component, or `^job` for those of what it depends on",
                SafeText.text(need.text),
                "the name of a job");
    }
}
