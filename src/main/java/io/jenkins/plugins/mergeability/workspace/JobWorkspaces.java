package io.jenkins.plugins.mergeability.workspace;

import io.jenkins.plugins.mergeability.dispatch.Preparation;
import io.jenkins.plugins.mergeability.dispatch.RunningParts;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.script.JobProgram;
import io.jenkins.plugins.mergeability.script.ListedFiles;
import io.jenkins.plugins.mergeability.script.Part;
import io.jenkins.plugins.mergeability.script.UniqueNames;
import io.jenkins.plugins.mergeability.script.WorkspaceCare;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The workspaces of running jobs: what runs there before a job, what its scripts do to them, and why a pass there proves
 * nothing. Jobs and preparations are named by their keys, see {@link Preparation}.
 */
public final class JobWorkspaces {

    private static final String NOT_CLEANED =
            "it ran on an agent with Windows, where the plugin cleans no workspace, so what it found there may be of"
                    + " other commits; it runs again as long as it is affected";

    /** The path of a script that only cleans; no part has it. */
    public static final String CLEANING = "clean";

    /** The path of a script that only compares; no part has it. */
    public static final String COMPARING = "compare";

    private final BuildRecord record;
    private final WorkspacePolicy policy;
    private final RunningParts parts;
    private final Function<String, PlannedJob> jobs;
    private final Function<PlannedJob, Part> programs;

    /**
     * The workspaces of the jobs of a call.
     *
     * @param jobs the job with a key, or of which a preparation has it
     * @param programs the whole of a job
     */
    public JobWorkspaces(
            BuildRecord record,
            WorkspacePolicy policy,
            RunningParts parts,
            Function<String, PlannedJob> jobs,
            Function<PlannedJob, Part> programs) {
        this.record = record;
        this.policy = policy;
        this.parts = parts;
        this.jobs = jobs;
        this.programs = programs;
    }

    private JobKey job(String key) {
        return jobs.apply(key).key();
    }

    /** A branch has claimed a job in a taking. */
    public void claimed(String key, Taking taking, boolean unix) {
        parts.claimed(key, (unix ? taking : taking.uncleaned()).text());
    }

    /** The taking in which a job runs. */
    public Optional<Taking> taking(String key) {
        return Optional.ofNullable(parts.taking(key)).map(Taking::parse);
    }

    private String workspace(String key) {
        return taking(key).map(Taking::text).orElse("");
    }

    /** A job starts in its workspace; returns the keys of the preparations that have to run there first. */
    public List<String> preparations(String key) {
        List<JobKey> needed = policy.preparations(job(key));
        List<String> ran = parts.ran(workspace(key));
        if (needed.stream().allMatch(need -> policy.holds(ran, need))) {
            parts.starts(key, key, workspace(key), !needed.isEmpty());
            return new ArrayList<>();
        }
        return new ArrayList<>(
                needed.stream().map(need -> Preparation.key(need, key)).toList());
    }

    /** The next preparation of a job starts; returns the name of its stage. */
    public String preparationStarts(String preparation, String key) {
        JobKey need = job(preparation);
        JobKey job = job(key);
        parts.claimed(preparation, parts.taking(key));
        boolean first = policy.preparations(job).get(0).equals(need);
        parts.starts(preparation, need.toString(), workspace(key), !first);
        return UniqueNames.of(
                Preparation.stage(need, job), record.number(), record.job(job).attempts());
    }

    /** A preparation of a job has ended; returns why the job cannot run, or null if it can. */
    public String preparationEnded(String preparation, String key, boolean passed) {
        JobKey need = job(preparation);
        parts.jobEnded(preparation);
        if (!passed) {
            parts.preparationFailed(key);
            return need + ", which passed before, failed when it ran in the workspace of this job first, as it declares"
                    + " no `outputs`: it is flaky";
        }
        parts.passed(need.toString(), workspace(key));
        List<JobKey> needed = policy.preparations(job(key));
        if (needed.get(needed.size() - 1).equals(need)) {
            parts.starts(key, key, workspace(key), true);
        }
        return null;
    }

    /**
     * A job has ended in its workspace by itself.
     *
     * @param passed whether its commands passed, and its test reports could be read
     */
    public void ended(String key, boolean passed) {
        if (passed) {
            parts.passed(key, workspace(key));
        }
        JobKey job = job(key);
        boolean failed = !passed
                || record.job(job).tests().filter(tests -> tests.failed() > 0).isPresent();
        Optional<String> doubt = cares(key) ? parts.doubt(key) : Optional.of(NOT_CLEANED);
        doubt.ifPresent(why -> record.unproven(job, why, failed));
    }

    /** Files were in the workspace of a job, so that it was not cleaned. */
    public void found(String key, ListedFiles files) {
        parts.doubted(key, policy.unproven(files));
    }

    /** Whether a job that could not clean its workspace can run in a fresh one. */
    public boolean canLeave(String key, boolean hasScm) {
        return taking(key)
                .filter(taking ->
                        taking.kind() == Taking.Kind.REUSED || taking.kind() == Taking.Kind.CALLING_CLEANED && hasScm)
                .isPresent();
    }

    private boolean cares(String key) {
        return taking(key).filter(Taking::isCleaned).isPresent();
    }

    private static boolean isOutsideOfContainers(PlannedJob job) {
        return job.definition().settings().container().isEmpty();
    }

    /** Whether the workspace has to be cleaned before a job by a step of its own, as no script of its commands can. */
    public boolean needsCleaning(String key) {
        PlannedJob job = jobs.apply(key);
        return cares(key)
                && !(isOutsideOfContainers(job)
                        && JobProgram.first(programs.apply(job)).isPresent());
    }

    /** Whether the tracked files have to be compared after a job that passed, by a step of its own. */
    public boolean needsComparing(String key) {
        return cares(key) && !Preparation.is(key) && !parts.isCompared(key);
    }

    /** Whether the script at a path has no commands. */
    public static boolean isWithoutCommands(String path) {
        return path.equals(CLEANING) || path.equals(COMPARING);
    }

    /** What the script at a path does to the workspace of a job. */
    public WorkspaceCare care(String key, String path) {
        PlannedJob job = jobs.apply(key);
        Part program = programs.apply(job);
        boolean cares = cares(key);
        boolean clean = path.equals(CLEANING)
                || cares
                        && !needsCleaning(key)
                        && JobProgram.first(program).filter(path::equals).isPresent();
        boolean compare = path.equals(COMPARING)
                || cares
                        && !Preparation.is(key)
                        && isOutsideOfContainers(job)
                        && JobProgram.last(program).filter(path::equals).isPresent();
        if (!clean && !compare) {
            return WorkspaceCare.NONE;
        }
        Taking taking = taking(key).orElseThrow();
        return new WorkspaceCare(
                Optional.of(policy.rules(job(Preparation.dependent(key)), taking, !parts.finds(key))),
                clean,
                clean && taking.kind() == Taking.Kind.CALLING,
                compare);
    }
}
