package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.lockfiles.LockChange;
import io.jenkins.plugins.mergeability.engine.map.Affects;
import io.jenkins.plugins.mergeability.engine.map.BlockOptions;
import io.jenkins.plugins.mergeability.engine.map.CachePolicy;
import io.jenkins.plugins.mergeability.engine.map.Command;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentFiles;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobFiles;
import io.jenkins.plugins.mergeability.engine.map.JobInputs;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import io.jenkins.plugins.mergeability.engine.map.JobSettings;
import io.jenkins.plugins.mergeability.engine.map.KeptFiles;
import io.jenkins.plugins.mergeability.engine.map.Need;
import io.jenkins.plugins.mergeability.engine.map.Position;
import io.jenkins.plugins.mergeability.engine.map.Unmapped;
import io.jenkins.plugins.mergeability.engine.map.When;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Component maps for tests, made without a file. */
final class Maps {

    private Maps() {}

    static ComponentMap map(Component... components) {
        return map(Unmapped.NOTHING, List.of(), components);
    }

    static ComponentMap map(Unmapped unmapped, List<String> ignore, Component... components) {
        Map<String, Component> byName = new LinkedHashMap<>();
        for (Component component : components) {
            byName.put(component.name(), component);
        }
        return new ComponentMap(unmapped, ignore, byName);
    }

    /** A component that consists of all below the directory of its name. */
    static Component component(String name, List<String> dependsOn, Affects affects, Job... jobs) {
        return component(name, List.of(name + "/**"), dependsOn, affects, jobs);
    }

    static Component component(String name, List<String> paths, List<String> dependsOn, Affects affects, Job... jobs) {
        Map<String, Job> byName = new LinkedHashMap<>();
        for (Job job : jobs) {
            byName.put(job.name(), job);
        }
        return new Component(name, name, ComponentFiles.of(paths), dependsOn, affects, byName, Position.NONE);
    }

    static Job job(String name, String command, String... needs) {
        return job(name, command, When.CHANGE, List.of(), needs);
    }

    static Job job(String name, String command, When when, List<String> platforms, String... needs) {
        List<Need> written = new ArrayList<>();
        for (String need : needs) {
            int slash = need.indexOf('/');
            int at = need.indexOf('@', slash);
            String job = need.substring(slash + 1, at < 0 ? need.length() : at);
            Optional<String> platform = at < 0 ? Optional.empty() : Optional.of(need.substring(at + 1));
            written.add(new Need(new JobRef(need.substring(0, slash), job), platform));
        }
        JobSettings settings = new JobSettings(
                written,
                Optional.empty(),
                platforms,
                false,
                when,
                Optional.empty(),
                0,
                Map.of(),
                Map.of(),
                Optional.empty(),
                false,
                List.of(),
                List.of(),
                OptionalInt.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                JobFiles.DEFAULT,
                Optional.empty());
        return new Job(name, new Command(command, BlockOptions.NONE, Position.NONE), settings, Position.NONE);
    }

    /** Settings with other inputs and another cache policy. */
    static JobSettings with(JobSettings settings, JobInputs inputs, Optional<CachePolicy> cache) {
        return new JobSettings(
                settings.needs(),
                settings.agent(),
                settings.platforms(),
                settings.allPlatforms(),
                settings.when(),
                settings.timeout(),
                settings.retry(),
                settings.env(),
                settings.credentials(),
                settings.container(),
                settings.isolate(),
                settings.junit(),
                settings.artifacts(),
                settings.maxParallel(),
                settings.limit(),
                settings.allowFailure(),
                settings.dir(),
                settings.shell(),
                new JobFiles(inputs, Optional.empty(), false, KeptFiles.NONE, List.of()),
                cache);
    }

    /** A change of some paths, of a map that means the same before and after. */
    static PlanScope.Changed changed(ComponentMap map, Collection<String> paths, String mapPath) {
        return changed(map, paths, mapPath, Map.of());
    }

    static PlanScope.Changed changed(
            ComponentMap map, Collection<String> paths, String mapPath, Map<Integer, LockChange> locks) {
        return new PlanScope.Changed(
                ChangedFiles.of(
                        map.components().keySet(), MapFiles.of(map), List.of(), paths, mapPath, locks, path -> true),
                List.of());
    }
}
