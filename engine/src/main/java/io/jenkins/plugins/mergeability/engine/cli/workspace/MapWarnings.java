package io.jenkins.plugins.mergeability.engine.cli.workspace;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.Claims;
import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.change.Selection;
import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import io.jenkins.plugins.mergeability.engine.change.git.GitRepository;
import io.jenkins.plugins.mergeability.engine.cli.init.ManifestCheck;
import io.jenkins.plugins.mergeability.engine.cli.init.ManifestDifference;
import io.jenkins.plugins.mergeability.engine.glob.ClaimIndex;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import io.jenkins.plugins.mergeability.engine.plan.MapFiles;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds likely mistakes in a valid map, also by the files of its repository. */
public final class MapWarnings {

    private MapWarnings() {}

    /** The warnings: of what jobs leave, by job; then, if the map is in a repository, of files, by component. */
    public static List<String> about(ComponentMap map, StandaloneMap standalone) throws IOException {
        List<String> warnings =
                new ArrayList<>(OutputWarnings.about(map, standalone.file().shown()));
        Selection everything = new Selection(new Selection.Everything(""), Optional.empty());
        try (GitRepository repository =
                GitRepository.open(standalone.file().file().toAbsolutePath().getParent(), everything)) {
            warnings.addAll(about(map, repository.snapshot()));
        } catch (BadInputException | ExternalFailureException noRepository) {
            // The warnings that need no files are complete.
            return warnings;
        }
        return warnings;
    }

    /** How the map differs from the manifests of its repository; nothing if it is in none. */
    public static List<ManifestDifference> manifests(ComponentMap map, StandaloneMap standalone) throws IOException {
        Selection everything = new Selection(new Selection.Everything(""), Optional.empty());
        try (GitRepository repository =
                GitRepository.open(standalone.file().file().toAbsolutePath().getParent(), everything)) {
            return repository.workTree().isEmpty()
                    ? List.of()
                    : ManifestCheck.differences(map, repository.workTree().get(), repository.snapshot());
        } catch (BadInputException | ExternalFailureException noRepository) {
            return List.of();
        }
    }

    /** The warnings about a map over these files. */
    private static List<String> about(ComponentMap map, Snapshot files) {
        List<List<String>> written = new ArrayList<>();
        List<List<String>> globs = new ArrayList<>();
        for (Component component : map.components().values()) {
            List<String> all = new ArrayList<>(component.paths());
            component.files().exports().ifPresent(all::addAll);
            written.add(all.stream().distinct().toList());
            globs.add(component.files().claimed(component.root()));
        }
        List<List<String>> idle = Claims.unmatchedGlobs(files, written);
        Claims matched = Claims.of(files, ClaimIndex.of(globs, List.of()), globs.size());
        Claims claimed = Claims.of(files, MapFiles.of(map).claims(), globs.size());
        Set<String> triggers = new TreeSet<>();
        int owner = 0;
        for (String name : map.components().keySet()) {
            if (claimed.count(owner++) > 0) {
                triggers.add(name);
            }
        }
        Set<String> reached = reached(map, triggers);
        List<String> warnings = new ArrayList<>();
        owner = 0;
        for (Component component : map.components().values()) {
            for (String glob : idle.get(owner)) {
                warnings.add(component.name() + ": no file matches `" + GitPath.display(glob) + "`");
            }
            boolean ignored = matched.count(owner) > 0 && claimed.count(owner) == 0;
            boolean idleJobs = !component.jobs().isEmpty() && !reached.contains(component.name());
            String effect = idleJobs ? ": no change of a file affects it, and its jobs never run for one" : "";
            if (ignored) {
                warnings.add(component.name() + ": `ignore` matches each of its files" + effect);
            } else if (idleJobs) {
                warnings.add(
                        component.name() + ": it has no files, and depends on no component that has some" + effect);
            }
            owner++;
        }
        return warnings;
    }

    /** The components that a change of a file can affect, or whose jobs those need. */
    private static Set<String> reached(ComponentMap map, Set<String> triggers) {
        Set<String> reached = new TreeSet<>(triggers);
        for (String trigger : triggers) {
            Component component = map.components().get(trigger);
            reached.addAll(
                    component.affects().everything()
                            ? map.components().keySet()
                            : component.affects().components());
        }
        Deque<String> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            String name = open.remove();
            for (Component other : map.components().values()) {
                if (dependsOn(other, name) && reached.add(other.name())) {
                    open.add(other.name());
                }
            }
        }
        addNeeded(map, reached);
        return reached;
    }

    private static boolean dependsOn(Component component, String name) {
        return component.dependsOn().contains(name)
                || component.jobs().values().stream()
                        .anyMatch(job ->
                                job.settings().files().inputs().dependsOn().contains(name));
    }

    private static void addNeeded(ComponentMap map, Set<String> reached) {
        Deque<String> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            for (Job job : map.components().get(open.remove()).jobs().values()) {
                for (JobRef need : job.settings().neededJobs()) {
                    if (reached.add(need.component())) {
                        open.add(need.component());
                    }
                }
            }
        }
    }
}
