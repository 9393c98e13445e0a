package io.jenkins.plugins.mergeability.outputs;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobNeeds;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.record.BuildFacts;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.FoundOutputs;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import io.jenkins.plugins.mergeability.record.LeftOutputs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The outputs that a job of a build has to find: those of all jobs it needs, at any depth. */
public final class OutputNeeds {

    private final BuildRecord record;
    private final List<Need> present = new ArrayList<>();
    private final List<JobOutput> absent = new ArrayList<>();
    private final Map<JobKey, String> unavailable = new TreeMap<>();
    private boolean waiting;

    /**
     * A need with outputs.
     *
     * @param output what has to be in place
     * @param found how the record names it
     * @param agent the agent that has it; empty if it is not known
     */
    record Need(JobOutput output, FoundOutputs found, String agent) {}

    private OutputNeeds(BuildRecord record) {
        this.record = record;
    }

    /**
     * What a job has to find.
     *
     * @param build the build, as its proofs name it
     * @param planned the outputs of the jobs that were proven when the build was planned
     * @param inPlace whether outputs of a job that could not be kept are in the workspace, as it ran there just before
     */
    public static OutputNeeds of(
            BuildRecord record, JobKey job, String build, PlannedOutputs planned, Predicate<JobKey> inPlace) {
        OutputNeeds needs = new OutputNeeds(record);
        for (JobKey need : withOutputs(record, job)) {
            needs.add(need, build, planned, inPlace);
        }
        return needs;
    }

    /** The jobs that declare outputs, of those that a job needs at any depth. */
    public static List<JobKey> withOutputs(BuildRecord record, JobKey job) {
        return needs(record, job).stream()
                .filter(record.planned(job).definition().settings()::findsOutputsOf)
                .filter(need ->
                        record.planned(need).definition().settings().files().hasOutputs())
                .sorted()
                .toList();
    }

    private static Set<JobKey> needs(BuildRecord record, JobKey job) {
        return JobNeeds.of(job, key -> record.planned(key).needs());
    }

    private void add(JobKey need, String build, PlannedOutputs planned, Predicate<JobKey> inPlace) {
        JobRecord now = record.job(need);
        Optional<LeftOutputs> left = now.left();
        if (!now.status().finished()) {
            waiting = true;
        } else if (now.status() == JobStatus.PASSED
                && left.isPresent()
                && left.get().isKept()) {
            add(need, left.get().digest(), build, now.agent());
        } else if (now.status() == JobStatus.PASSED) {
            if (!inPlace.test(need)) {
                unavailable.put(
                        need,
                        "its outputs could not be kept"
                                + left.map(OutputNeeds::reasons).orElse(""));
            }
        } else if (now.status() == JobStatus.PROVEN || now.status() == JobStatus.UNAFFECTED) {
            Optional<PlannedOutputs.Kept> kept = planned.of(need);
            if (kept.isPresent()) {
                add(need, kept.get().digest(), kept.get().build(), kept.get().agent());
            } else {
                unavailable.put(need, "passed before; its outputs are no longer kept");
            }
        } else {
            absent.add(output(need, null)); // of a job that failed, which is allowed, nothing is found
        }
    }

    private static String reasons(LeftOutputs left) {
        return ": " + String.join("; ", left.notKept());
    }

    private void add(JobKey need, String digest, String build, String agent) {
        present.add(new Need(output(need, digest), new FoundOutputs(need.toString(), digest, build), agent));
    }

    private JobOutput output(JobKey key, String digest) {
        return output(record, key, digest);
    }

    static JobOutput output(BuildRecord record, JobKey key, String digest) {
        return JobOutput.of(
                record.plan().component(key.component()).definition(),
                record.planned(key).definition(),
                key,
                digest);
    }

    List<Need> present() {
        return present;
    }

    List<JobOutput> absent() {
        return absent;
    }

    /** The outputs that the job finds, for its record. */
    public List<FoundOutputs> found() {
        return present.stream().map(Need::found).toList();
    }

    /** The jobs that have to run again, each with the reason. */
    public Map<JobKey, String> unavailable() {
        return new LinkedHashMap<>(unavailable);
    }

    /** Whether a needed job has not ended, as it runs again. */
    public boolean isWaiting() {
        return waiting;
    }

    /**
     * Whether a job that needs the outputs of another one may run on another agent.
     *
     * @param key the job that leaves outputs
     */
    public static boolean areNeededElsewhere(BuildRecord record, JobKey key) {
        for (JobRecord other : record.jobs()) {
            PlannedJob planned = record.planned(other.key());
            if (!other.status().finished()
                    && !other.key().equals(key)
                    && (planned.definition().settings().isolate() || !shareAgent(record.facts(), key, other.key()))
                    && needs(record, other.key()).contains(key)) {
                return true;
            }
        }
        return false;
    }

    /** Whether two jobs run in one branch of the pipeline, on agents of one label, and no other branch may take one. */
    private static boolean shareAgent(BuildFacts facts, JobKey one, JobKey other) {
        Map<String, String> labels = facts.labels();
        String label = labels.getOrDefault(one.toString(), "");
        if (!label.equals(labels.getOrDefault(other.toString(), ""))
                || !one.platform().equals(other.platform())) {
            return false;
        }
        List<BuildFacts.Branch> branches = facts.branches().stream()
                .filter(branch -> branch.component() == null
                        ? branch.labels().contains(label)
                        : branch.component().equals(one.component())
                                || branch.component().equals(other.component()))
                .sorted(Comparator.comparing(BuildFacts.Branch::name))
                .toList();
        return branches.size() == 1;
    }
}
