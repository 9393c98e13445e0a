package io.jenkins.plugins.mergeability.workspace;

import io.jenkins.plugins.mergeability.dispatch.RunningParts;
import io.jenkins.plugins.mergeability.engine.glob.ClaimIndex;
import io.jenkins.plugins.mergeability.engine.glob.GitPatterns;
import io.jenkins.plugins.mergeability.engine.glob.GlobException;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobGlobs;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobNeeds;
import io.jenkins.plugins.mergeability.engine.map.KeptFiles;
import io.jenkins.plugins.mergeability.engine.schedule.Preparations;
import io.jenkins.plugins.mergeability.engine.schedule.UndeclaredOutputs;
import io.jenkins.plugins.mergeability.engine.text.SafeText;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import io.jenkins.plugins.mergeability.script.ListedFiles;
import io.jenkins.plugins.mergeability.script.WorkspaceRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the jobs of a call find in workspaces of agents, by its map and its SCM. */
public final class WorkspacePolicy {

    private static final int MAX_NAMED = 3;

    private final BuildRecord record;
    private final boolean sparse;
    private final boolean submodules;
    private final List<WorkspaceRules.Kept> kept;
    private final Map<JobKey, List<JobKey>> dependents = new HashMap<>();

    /**
     * The policy of a call.
     *
     * @param sparse whether the SCM checks out only a part of the files
     * @param submodules whether the SCM checks out submodules
     */
    public WorkspacePolicy(BuildRecord record, boolean sparse, boolean submodules) {
        this.record = record;
        this.sparse = sparse;
        this.submodules = submodules;
        this.kept = kept(record.map());
        for (JobRecord job : record.jobs()) {
            for (JobKey need : record.planned(job.key()).needs()) {
                dependents.computeIfAbsent(need, each -> new ArrayList<>()).add(job.key());
            }
        }
    }

    private static List<WorkspaceRules.Kept> kept(ComponentMap map) {
        List<WorkspaceRules.Kept> all = new ArrayList<>();
        for (Component component : map.components().values()) {
            for (Job job : component.jobs().values()) {
                KeptFiles keep = job.settings().files().keep();
                if (!keep.paths().isEmpty()) {
                    List<String> paths = JobGlobs.fromTop(component.root(), keep.paths());
                    List<String> whileSame = new ArrayList<>();
                    for (String glob : JobGlobs.fromTop(component.root(), keep.whileSame())) {
                        whileSame.addAll(read(() -> GitPatterns.pathspecs(glob)));
                    }
                    String id = component.name() + "/" + job.name() + "/" + String.join(",", paths);
                    all.add(new WorkspaceRules.Kept(id.replaceAll("[;\\s]", "_"), patterns(paths), whileSame));
                }
            }
        }
        return all;
    }

    /**
     * The jobs that have to run in a workspace before a job, in this order, as they do not say what they leave for it.
     */
    public List<JobKey> preparations(JobKey job) {
        return new Preparations(
                        each -> record.planned(each).needs(),
                        each -> record.planned(each).definition(),
                        need -> {
                            JobStatus status = record.job(need).status();
                            return status == JobStatus.FAILED || status == JobStatus.UNSTABLE; // and may
                        })
                .of(job);
    }

    /** Whether a job finds in its workspace what another one left there, or another one finds what it leaves. */
    public boolean sharesWorkspace(JobKey job) {
        return !preparations(job).isEmpty()
                || dependents.getOrDefault(job, List.of()).stream()
                        .anyMatch(dependent -> preparations(dependent).contains(job));
    }

    /** Hints about a job that failed: the jobs it needs, of which it found nothing as they do not say what they leave. */
    public List<String> hints(JobKey job) {
        Set<JobKey> needed = new TreeSet<>(needs(job));
        preparations(job).forEach(needed::remove);
        return UndeclaredOutputs.hints(
                needed,
                need -> record.planned(need).definition(),
                record.facts().mapName());
    }

    /** Whether a workspace in which jobs have run, since it was cleaned, has what a job needs of another. */
    public boolean holds(List<String> ran, JobKey need) {
        Set<JobKey> all = JobNeeds.of(need, job -> dependents.getOrDefault(job, List.of()));
        return holds(ran, need.toString(), all.stream().map(JobKey::toString).collect(Collectors.toSet()));
    }

    /** @param dependents the jobs that need it, at any depth: what they change there is theirs to change */
    static boolean holds(List<String> ran, String need, Set<String> dependents) {
        int last = ran.lastIndexOf(need);
        for (String later : ran.subList(last + 1, ran.size())) {
            String job = later.startsWith(RunningParts.UNFINISHED)
                    ? later.substring(RunningParts.UNFINISHED.length())
                    : later;
            if (!dependents.contains(job)) {
                return false;
            }
        }
        return last >= 0;
    }

    /** All jobs that a job needs, at any depth. */
    private Set<JobKey> needs(JobKey job) {
        return JobNeeds.of(job, each -> record.planned(each).needs());
    }

    /**
     * What a job finds in the workspace of a taking.
     *
     * @param removes whether what other jobs left is removed
     */
    public WorkspaceRules rules(JobKey job, Taking taking, boolean removes) {
        Set<String> spared = new TreeSet<>();
        for (JobKey need : needs(job)) {
            Component component = record.map().components().get(need.component());
            List<String> outputs = record.planned(need)
                    .definition()
                    .settings()
                    .files()
                    .outputs()
                    .orElse(List.of());
            spared.addAll(JobGlobs.fromTop(component.root(), outputs));
        }
        return new WorkspaceRules(
                taking.text(),
                sparse,
                submodules || taking.isCalling(), // the pipeline may have checked them out by itself
                taking.kind() == Taking.Kind.CALLING,
                removes,
                kept,
                patterns(List.copyOf(spared)));
    }

    private static List<String> patterns(List<String> globs) {
        List<String> patterns = new ArrayList<>();
        for (String glob : globs) {
            if (!glob.startsWith("!")) {
                patterns.addAll(read(() -> GitPatterns.ignored(glob)));
            }
        }
        return patterns;
    }

    /** Patterns of globs that the map's reader has checked. */
    private interface Patterns {
        List<String> read() throws GlobException;
    }

    private static List<String> read(Patterns patterns) {
        try {
            return patterns.read();
        } catch (GlobException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Why passes in a workspace are not proven in which files were found, so that it was not cleaned. */
    String unproven(ListedFiles found) {
        String named = String.join(
                ", ",
                found.names().stream().limit(MAX_NAMED).map(SafeText::text).toList());
        if (found.count() == 0) {
            return "the workspace in which buildComponents was called could not be examined: " + named;
        }
        int more = found.count() - Math.min(MAX_NAMED, found.names().size());
        return "the workspace in which buildComponents was called has " + named
                + (more > 0 ? " and " + more + " more" : "")
                + ", which no `keep` covers: with `clean: true`, buildComponents may remove "
                + (found.count() == 1 ? "it" : "them");
    }

    /** Why the pass of a job is not proven, by the tracked files that it changed; empty if it may change them. */
    public Optional<String> unproven(JobKey job, ListedFiles changed) {
        if (changed.count() == 0) {
            return Optional.of("git could not compare the tracked files after it");
        }
        Component component = record.map().components().get(job.component());
        List<String> allowed = JobGlobs.fromTop(
                component.root(),
                record.planned(job).definition().settings().files().changes());
        ClaimIndex index = ClaimIndex.of(List.of(allowed), List.of());
        List<String> others = changed.names().stream()
                .filter(name -> name.startsWith("\"") || index.claims(name).length == 0)
                .map(SafeText::text)
                .toList();
        if (others.isEmpty() && changed.count() == changed.names().size()) {
            return Optional.empty();
        }
        int more = changed.count() - changed.names().size() + Math.max(0, others.size() - MAX_NAMED);
        return Optional.of("it changed "
                + String.join(", ", others.subList(0, Math.min(MAX_NAMED, others.size())))
                + (more > 0 ? " and " + more + " more tracked files" : "")
                + ", though tracked files are inputs: name what it may rewrite in `changes`");
    }
}
