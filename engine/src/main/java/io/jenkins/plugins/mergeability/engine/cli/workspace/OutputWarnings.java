package io.jenkins.plugins.mergeability.engine.cli.workspace;

import io.jenkins.plugins.mergeability.engine.glob.CommonPaths;
import io.jenkins.plugins.mergeability.engine.glob.GlobException;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobGlobs;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import io.jenkins.plugins.mergeability.engine.map.JobSettings;
import io.jenkins.plugins.mergeability.engine.map.KeptFiles;
import io.jenkins.plugins.mergeability.engine.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds likely mistakes in what the jobs of a valid map leave and find. */
final class OutputWarnings {

    private OutputWarnings() {}

    /**
     * The warnings about a map.
     *
     * @param shown the path of the map, for messages
     */
    static List<String> about(ComponentMap map, String shown) {
        List<String> warnings = new ArrayList<>(undeclaredOutputs(map, shown));
        warnings.addAll(keptForever(map, shown));
        warnings.addAll(overlaps(map, shown));
        return warnings;
    }

    /** Jobs that others need, perhaps in another place, and that do not say what they leave. */
    private static List<String> undeclaredOutputs(ComponentMap map, String shown) {
        Map<JobRef, String> needing = new TreeMap<>();
        for (Component component : map.components().values()) {
            for (Job job : component.jobs().values()) {
                JobRef ref = new JobRef(component.name(), job.name());
                for (JobRef need : job.settings().neededJobs()) {
                    JobSettings needed = job(map, need).settings();
                    difference(ref, job.settings(), need, needed)
                            .filter(difference -> needed.files().outputs().isEmpty())
                            .ifPresent(difference -> needing.putIfAbsent(need, ref + ", " + difference + ","));
                }
            }
        }
        List<String> warnings = new ArrayList<>();
        needing.forEach((need, by) ->
                warnings.add(shown + ":" + job(map, need).position().line() + ": " + need
                        + " declares no `outputs`, and " + by
                        + " needs it, so it may find nothing of it: write the files that it"
                        + " leaves, such as `outputs: [dist/**]`, or `outputs: []` if it leaves none"));
        return warnings;
    }

    /** Jobs whose kept files survive whatever changes. */
    private static List<String> keptForever(ComponentMap map, String shown) {
        List<String> warnings = new ArrayList<>();
        for (Component component : map.components().values()) {
            for (Job job : component.jobs().values()) {
                KeptFiles keep = job.settings().files().keep();
                if (!keep.paths().isEmpty() && keep.whileSame().isEmpty()) {
                    warnings.add(shown + ":" + job.position().line() + ": " + component.name() + "/" + job.name()
                            + " keeps files on agents whatever changes, so it may find those of another commit: name"
                            + " the files that decide about them, such as `for: [package-lock.json]`");
                }
            }
        }
        return warnings;
    }

    private static Job job(ComponentMap map, JobRef ref) {
        return map.components().get(ref.component()).jobs().get(ref.job());
    }

    /** Why two jobs may run in different places or builds. */
    private static Optional<String> difference(JobRef ref, JobSettings job, JobRef need, JobSettings needed) {
        if (!ref.component().equals(need.component())) {
            return Optional.of("of another component");
        }
        if (!Set.copyOf(job.platforms()).equals(Set.copyOf(needed.platforms()))) {
            return Optional.of("on other platforms");
        }
        if (!job.agent().equals(needed.agent())) {
            return Optional.of("on another agent");
        }
        return job.when() == needed.when() ? Optional.empty() : Optional.of("on another occasion");
    }

    /** The outputs of a job, from the top of the repository. */
    private record Outputs(JobRef ref, Job job, List<String> globs) {}

    /** Jobs that may leave the same file in one workspace. */
    private static List<String> overlaps(ComponentMap map, String shown) {
        List<Outputs> all = new ArrayList<>();
        for (Component component : map.components().values()) {
            for (Job job : component.jobs().values()) {
                List<String> globs = job.settings().files().outputs().orElse(List.of());
                if (!globs.isEmpty()) {
                    JobRef ref = new JobRef(component.name(), job.name());
                    all.add(new Outputs(ref, job, JobGlobs.fromTop(component.root(), globs)));
                }
            }
        }
        List<String> warnings = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                overlap(all.get(i), all.get(j)).map(text -> shown + ":" + text).ifPresent(warnings::add);
            }
        }
        return warnings;
    }

    private static Optional<String> overlap(Outputs one, Outputs other) {
        if (!shareAWorkspace(one.job(), other.job())) {
            return Optional.empty();
        }
        try {
            return CommonPaths.find(one.globs(), other.globs())
                    .map(path -> other.job().position().line() + ": the `outputs` of " + other.ref() + " and of "
                            + one.ref() + " overlap, such as in " + SafeText.text(path)
                            + ": whichever of them finds a file there that the other left in its workspace fails. Let"
                            + " their globs match different files");
        } catch (GlobException e) {
            throw new IllegalStateException("the reader of the map has checked the globs", e);
        }
    }

    private static boolean shareAWorkspace(Job one, Job other) {
        boolean onOnePlatform = one.platforms().stream().anyMatch(other.platforms()::contains);
        boolean inOneBuild = one.settings().when().runsOn(other.settings().when())
                || other.settings().when().runsOn(one.settings().when());
        return onOnePlatform && inOneBuild;
    }
}
