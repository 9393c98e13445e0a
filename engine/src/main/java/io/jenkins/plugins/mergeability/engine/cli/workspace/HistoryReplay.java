package io.jenkins.plugins.mergeability.engine.cli.workspace;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.change.git.GitRepository;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.plan.Reason;
import io.jenkins.plugins.mergeability.engine.report.PlanText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the last commits of the main line would have affected by a map.
 *
 * @param components the names of the map's components
 * @param commits the commits, the newest first, each compared with its first parent
 */
public record HistoryReplay(List<String> components, List<Replayed> commits) {

    /**
     * A commit.
     *
     * @param commit its id
     * @param base the id of its first parent
     * @param affected the components that it affects, each with the reason that the chain of reasons ends with
     * @param unclaimed the first of its paths that no component claims
     * @param refused whether the map refuses it, because of such paths ({@code unmapped: error})
     */
    public record Replayed(
            String commit, String base, SortedMap<String, Reason> affected, List<String> unclaimed, boolean refused) {}

    /**
     * What several commits have in common.
     *
     * @param cause the changed path, the entry of a lock file, or a sentence
     * @param commits how many commits have it
     * @param components how many components these affected by it, all together
     */
    public record Cause(String cause, int commits, int components) {}

    public HistoryReplay {
        components = List.copyOf(components);
        commits = List.copyOf(commits);
    }

    /**
     * Replays the last commits that lead to a revision.
     *
     * @param directory a directory of the repository
     * @param head the revision
     * @param most how many commits at most
     */
    public static HistoryReplay of(Path directory, ComponentMap map, String head, int most)
            throws BadInputException, IOException {
        try (GitRepository repository = GitRepository.at(directory, "git", System.getenv())) {
            List<String> line = repository.mainLine(head, most + 1);
            return new HistoryReplay(
                    List.copyOf(map.components().keySet()), CommitReplays.of(repository, directory, map, line));
        }
    }

    /** How many components the commits affected, all together. */
    public int affected() {
        return commits.stream().mapToInt(commit -> commit.affected().size()).sum();
    }

    /** How many of the commits affected every component. */
    public int everything() {
        return (int) commits.stream()
                .filter(commit -> commit.affected().size() == components.size())
                .count();
    }

    /** How many of the commits affected a component, by its name. */
    public Map<String, Integer> byComponent() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        components.forEach(component -> counts.put(component, 0));
        commits.forEach(commit -> commit.affected().keySet().forEach(name -> counts.merge(name, 1, Integer::sum)));
        return counts;
    }

    /** Why the commits affected components, the cause that affected most first. */
    public List<Cause> causes() {
        return causes(commit -> commit.affected().values());
    }

    /** Why the commits affected one component, the most frequent cause first. */
    public List<Cause> causes(String component) {
        return causes(commit -> {
            Reason reason = commit.affected().get(component);
            return reason == null ? List.of() : List.of(reason);
        });
    }

    private List<Cause> causes(Function<Replayed, Collection<Reason>> reasons) {
        Map<String, Integer> inCommits = new TreeMap<>();
        Map<String, Integer> ofComponents = new TreeMap<>();
        for (Replayed commit : commits) {
            Set<String> seen = new HashSet<>();
            for (Reason reason : reasons.apply(commit)) {
                String cause = cause(reason);
                ofComponents.merge(cause, 1, Integer::sum);
                if (seen.add(cause)) {
                    inCommits.merge(cause, 1, Integer::sum);
                }
            }
        }
        return ofComponents.entrySet().stream()
                .map(cause -> new Cause(cause.getKey(), inCommits.get(cause.getKey()), cause.getValue()))
                .sorted(Comparator.comparingInt(Cause::components).reversed().thenComparing(Cause::cause))
                .toList();
    }

    /** The file where the cause is one, so that changes of the same file count together. */
    private static String cause(Reason reason) {
        return switch (reason.kind()) {
            case CHANGED, UNCLAIMED -> GitPath.display(reason.subject());
            case LOCKED -> GitPath.display(reason.subject().replaceFirst(": .*", ""));
            default -> PlanText.reason(reason);
        };
    }

    /** The path that no component claims and that most of the commits changed, with their number. */
    public Optional<Map.Entry<String, Integer>> mostShared() {
        Map<String, Integer> shared = new TreeMap<>();
        commits.forEach(commit -> commit.unclaimed().forEach(path -> shared.merge(path, 1, Integer::sum)));
        return shared.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(
                                Map.Entry.<String, Integer>comparingByKey().reversed()));
    }
}
