package io.jenkins.plugins.mergeability.step;

import hudson.model.Run;
import io.jenkins.plugins.mergeability.dispatch.FailureReasons;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.proof.Evidence;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.proof.JobOutputs;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import io.jenkins.plugins.mergeability.engine.proof.ProofStore;
import io.jenkins.plugins.mergeability.engine.schedule.Needs;
import io.jenkins.plugins.mergeability.outputs.OutputNeeds;
import io.jenkins.plugins.mergeability.proofs.ControllerProofStores;
import io.jenkins.plugins.mergeability.proofs.ProvenCommit;
import io.jenkins.plugins.mergeability.proofs.Scope;
import io.jenkins.plugins.mergeability.record.BuildFacts;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import io.jenkins.plugins.mergeability.record.LeftOutputs;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Records the results of jobs as proofs for later builds. */
final class ProofWriter {

    private ProofWriter() {}

    /** The store for the results of a build. */
    static ProofStore store(BuildRecord record) {
        return ControllerProofStores.get().store(record.facts().repository(), scope(record), true);
    }

    /** The newest outcomes of jobs in all scopes that the scope of a build reads. */
    static ProofStore newest(BuildRecord record) {
        return ControllerProofStores.get().newest(record.facts().repository(), scope(record));
    }

    private static Scope scope(BuildRecord record) {
        return Scope.parse(record.facts().scope());
    }

    /** Whether outcomes of a build are recorded. */
    private static boolean isRecorded(BuildRecord record) {
        return record.facts().proofs()
                && record.facts().scope() != null
                && !record.facts().repository().isEmpty();
    }

    /**
     * Records the result of a job that has run to its end.
     *
     * @throws IOException if it could not be written
     */
    static void record(Run<?, ?> run, BuildRecord record, JobKey key) throws IOException {
        Optional<Outcome> outcome = outcome(run, record, key);
        if (outcome.isPresent() && isRecorded(record)) {
            store(record).record(List.of(outcome.get()));
        }
    }

    /** The same for a job whose result may have been recorded before a restart. */
    static void recordIfMissing(Run<?, ?> run, BuildRecord record, JobKey key) throws IOException {
        Optional<Outcome> outcome = outcome(run, record, key);
        if (outcome.isPresent()
                && isRecorded(record)
                && store(record).latest(key, 20).stream()
                        .noneMatch(known -> known.equals(outcome.get())
                                || known.run().equals(outcome.get().run())
                                        && known.hash().equals(outcome.get().hash()))) {
            record(run, record, key);
        }
    }

    /**
     * Whether the jobs of a build leave nothing to later builds: each that counts is proven, or not part of the build.
     *
     * @param isUnproven whether a pass of a job proves nothing
     */
    static boolean areProven(Collection<JobRecord> jobs, Predicate<JobKey> isUnproven) {
        return jobs.stream().filter(JobRecord::counts).allMatch(job -> switch (job.status()) {
            case PASSED -> !isUnproven.test(job.key());
            case PROVEN, UNAFFECTED, SKIPPED -> true;
            default -> false;
        });
    }

    private static Optional<Outcome> outcome(Run<?, ?> run, BuildRecord record, JobKey key) {
        PlannedJob planned = record.planned(key);
        JobRecord job = record.job(key);
        boolean notByCommands = job.status() == JobStatus.FAILED && !FailureReasons.isByCommands(job);
        if (!job.status().ran()
                || notByCommands
                || planned.hash().isEmpty()
                || record.isFailureDoubtful(key)
                || job.status() == JobStatus.PASSED && record.unproven(key).isPresent()
                || unprovenNeed(record, key).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new Outcome(
                key,
                planned.hash().get(),
                job.status() == JobStatus.PASSED,
                Instant.ofEpochMilli(job.started() + job.millis()),
                Duration.ofMillis(job.millis()),
                run.getExternalizableId(),
                record.plan().head(),
                planned.inputs(),
                outputs(record, job)));
    }

    private static JobOutputs outputs(BuildRecord record, JobRecord job) {
        Map<JobKey, OutputDigest> found = new TreeMap<>();
        for (JobKey need : OutputNeeds.withOutputs(record, job.key())) {
            job.found().stream()
                    .filter(each -> each.job().equals(need.toString()))
                    .forEach(each -> found.put(need, new OutputDigest(each.digest())));
        }
        Optional<OutputDigest> left =
                job.left().filter(LeftOutputs::isKept).map(kept -> new OutputDigest(kept.digest()));
        return new JobOutputs(job.status() == JobStatus.PASSED ? left : Optional.empty(), found);
    }

    /** Why a pass of a job proves nothing; empty if it does. */
    static Optional<String> unproven(BuildRecord record, JobKey key) {
        return record.unproven(key).or(() -> unprovenNeed(record, key));
    }

    /** Why no outcome of a job says anything, as it found what an unproven job left; empty if it found none. */
    private static Optional<String> unprovenNeed(BuildRecord record, JobKey key) {
        Function<JobKey, List<JobKey>> needs = need -> record.planned(need).needs();
        return Needs.unproven(key, needs, need -> {
                    JobStatus status = record.job(need).status();
                    return status == JobStatus.FAILED || status == JobStatus.UNSTABLE;
                })
                .or(() -> Needs.unprovenNeed(
                        key, needs, need -> record.unproven(need).isPresent()));
    }

    /** Whether the store has the pass of every job that counts and passed: one may have failed to be written. */
    private static boolean areRecorded(BuildRecord record) throws IOException {
        Set<InputHash> passed = new HashSet<>();
        for (JobRecord job : record.jobs()) {
            if (job.counts() && job.status() == JobStatus.PASSED) {
                record.planned(job.key()).hash().ifPresent(passed::add);
            }
        }
        Map<InputHash, Evidence> found =
                passed.isEmpty() ? Map.of() : store(record).find(passed);
        return passed.stream()
                .allMatch(hash -> found.containsKey(hash) && found.get(hash).proven());
    }

    /**
     * Records the commit as the baseline of later builds, if everything is proven for it now.
     *
     * @throws IOException if it could not be written
     */
    static void recordProvenCommit(Run<?, ?> run, BuildRecord record) throws IOException {
        if (areProven(record.jobs(), job -> unproven(record, job).isPresent())
                && isRecorded(record)
                && record.facts().baseline() != null
                && record.facts().variables() != null
                && !record.plan().head().isEmpty()
                && areRecorded(record)) {
            ControllerProofStores.get()
                    .setProvenCommit(
                            record.facts().repository(),
                            record.facts().baseline(),
                            new ProvenCommit(
                                    record.plan().head(),
                                    run.getParent().getDisplayName() + " #" + run.getNumber(),
                                    Optional.of(around(record.facts()))));
        }
    }

    private static ProvenCommit.Around around(BuildFacts facts) {
        return new ProvenCommit.Around(
                new TreeMap<>(facts.variables()),
                new TreeMap<>(facts.fingerprints()),
                facts.informational(),
                facts.platforms());
    }
}
