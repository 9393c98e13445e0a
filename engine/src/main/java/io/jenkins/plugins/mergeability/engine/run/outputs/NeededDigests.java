package io.jenkins.plugins.mergeability.engine.run.outputs;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.outputs.NeededOutputs;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The outputs that a job finds.
 *
 * @param digests those that are kept, by the job that left them
 * @param needed the same with where they belong
 * @param absent the jobs that have failed, so that nothing is found of them
 */
record NeededDigests(Map<JobKey, OutputDigest> digests, List<NeededOutputs> needed, List<JobKey> absent) {

    static NeededDigests of(JobKey job, DeclaredOutputs declared, JobDigests ended) {
        Map<JobKey, OutputDigest> digests = new HashMap<>();
        List<NeededOutputs> needed = new ArrayList<>();
        List<JobKey> absent = new ArrayList<>();
        for (JobKey need : declared.needs(job)) {
            if (declared.by(need)) {
                Optional<OutputDigest> digest = ended.of(declared.job(need));
                if (digest.isPresent()) {
                    digests.put(need, digest.get());
                    needed.add(new NeededOutputs(need, digest.get(), declared.globs(need)));
                } else if (ended.hasFailed(need)) {
                    absent.add(need);
                }
            }
        }
        return new NeededDigests(digests, needed, absent);
    }
}
