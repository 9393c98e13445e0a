package io.jenkins.plugins.mergeability.engine.deploy.gate;

import io.jenkins.plugins.mergeability.engine.deploy.Release;
import io.jenkins.plugins.mergeability.engine.map.CachePolicy;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.plan.Gates;
import io.jenkins.plugins.mergeability.engine.proof.Evidence;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What has to be proven before the outputs of a job are deployed: the job itself, and every {@code change} job of its
 * component and of all that it depends on, each for the inputs of the commit and with the outputs that are deployed.
 * Jobs that may fail, and platforms that are only for information, do not count.
 */
public final class Gate {

    private final ComponentMap map;
    private final JobKey source;
    private final SortedSet<JobKey> jobs;

    /**
     * The gate of a job.
     *
     * @param source the job whose outputs are deployed
     * @param informational the platforms that are only for information
     */
    public Gate(ComponentMap map, JobKey source, Set<String> informational) {
        this.map = map;
        this.source = source;
        this.jobs = Gates.jobs(map, source, informational);
    }

    /** The jobs that have to be proven, the source among them. */
    public SortedSet<JobKey> jobs() {
        return jobs;
    }

    /**
     * What the record says of a commit.
     *
     * @param commit the full name of the commit
     * @param hashes the hashes of {@link #jobs} for its inputs
     * @param evidence what is known of these hashes
     */
    public GateResult check(String commit, Map<JobKey, InputHash> hashes, Map<InputHash, Evidence> evidence) {
        Optional<Outcome> built = Optional.ofNullable(evidence.get(hashes.get(source)))
                .filter(Evidence::proven)
                .map(Evidence::latest);
        Optional<OutputDigest> left = built.flatMap(outcome -> outcome.outputs().left());
        Map<JobKey, OutputDigest> made = new TreeMap<>();
        built.ifPresent(outcome -> made.putAll(outcome.outputs().found()));
        left.ifPresent(digest -> made.put(source, digest));
        Map<JobKey, InputHash> proofs = new TreeMap<>();
        SortedSet<JobKey> flaky = new TreeSet<>();
        List<MissingProof> missing = new ArrayList<>();
        for (JobKey key : jobs) {
            InputHash hash = hashes.get(key);
            Evidence found = evidence.get(hash);
            Optional<MissingProof> why = missing(key, commit, found, made);
            if (why.isPresent()) {
                missing.add(why.get());
                continue;
            }
            proofs.put(key, hash);
            if (found.flaky()) {
                flaky.add(key);
            }
        }
        Optional<Release> release = missing.isEmpty()
                ? Optional.of(new Release(
                        source.component(), Map.of(source.platform().orElse(""), left.orElseThrow()), commit))
                : Optional.empty();
        return new GateResult(release, proofs, flaky, missing);
    }

    private Optional<MissingProof> missing(JobKey key, String commit, Evidence found, Map<JobKey, OutputDigest> made) {
        if (found == null) {
            return Optional.of(new MissingProof(key, MissingProof.Cause.NOT_RUN, ""));
        }
        Outcome latest = found.latest();
        if (!latest.passed()) {
            return Optional.of(new MissingProof(key, MissingProof.Cause.FAILED, latest.run()));
        }
        if (job(key).settings().cachePolicy() == CachePolicy.NEVER
                && !latest.revision().equals(commit)) {
            return Optional.of(new MissingProof(key, MissingProof.Cause.OTHER_COMMIT, latest.run()));
        }
        if (key.equals(source) && latest.outputs().left().isEmpty()) {
            return Optional.of(new MissingProof(key, MissingProof.Cause.NO_OUTPUTS, latest.run()));
        }
        return otherOutputs(key, latest.outputs().found(), made);
    }

    /** Whether a job that passed found other outputs than the release is made from, or nobody knows what it found. */
    private Optional<MissingProof> otherOutputs(
            JobKey key, Map<JobKey, OutputDigest> found, Map<JobKey, OutputDigest> made) {
        for (JobKey need : Gates.needs(map, key)) {
            OutputDigest deployed = made.get(need);
            OutputDigest tested = found.get(need);
            if (deployed != null && !deployed.equals(tested)) {
                MissingProof.Cause cause =
                        tested == null ? MissingProof.Cause.UNKNOWN_OUTPUTS : MissingProof.Cause.OTHER_OUTPUTS;
                return Optional.of(new MissingProof(key, cause, need.toString()));
            }
        }
        return Optional.empty();
    }

    private Job job(JobKey key) {
        return map.components().get(key.component()).jobs().get(key.job());
    }
}
