package io.jenkins.plugins.mergeability.engine.run.outputs;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.outputs.NeededOutputs;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Jobs that have ended, as long as it is not known whether what they found was changed while they ran. It is verified for
 * many of them at once, and before this tool itself changes it.
 */
final class UnverifiedJobs {

    /**
     * A job that has ended.
     *
     * @param began when it began, in the file system's time
     * @param beside a job that ran at the same time, if it has passed and there was one: only then it matters
     * @param needs what is not verified yet of the outputs that it found
     */
    private record Unverified(long began, Optional<JobKey> beside, Map<JobKey, OutputDigest> needs) {}

    private final DeclaredOutputs declared;
    private final DisturbedOutputs disturbed;
    private final Map<JobKey, Unverified> jobs = new LinkedHashMap<>();
    private final Map<JobKey, String> doubts = new HashMap<>();
    private long since = Long.MAX_VALUE;

    /** No jobs yet. */
    UnverifiedJobs(DeclaredOutputs declared, DisturbedOutputs disturbed) {
        this.declared = declared;
        this.disturbed = disturbed;
    }

    /**
     * A job has ended.
     *
     * @param found the outputs that it found
     * @param began when it began, in the file system's time
     * @param beside a job that ran at the same time, if a change by that one would matter
     */
    void ended(JobKey job, Map<JobKey, OutputDigest> found, long began, Optional<JobKey> beside) {
        if (!found.isEmpty()) {
            jobs.put(job, new Unverified(began, beside, new HashMap<>(found)));
            since = Math.min(since, began);
        }
    }

    /** When the first of them began, in the file system's time; the greatest number if there is none. */
    long since() {
        return since;
    }

    /** The outputs of a job were found to be changed. */
    void changed(JobKey need) {
        Optional<String> problem = Optional.empty();
        for (Map.Entry<JobKey, Unverified> job : jobs.entrySet()) {
            if (job.getValue().needs().containsKey(need)
                    && job.getValue().beside().isPresent()) {
                if (problem.isEmpty()) {
                    problem = Optional.of(remember(need));
                }
                doubts.putIfAbsent(
                        job.getKey(),
                        "the outputs of " + need + " were changed during the run, in which it and "
                                + job.getValue().beside().get() + " ran at the same time; " + problem.get());
            }
        }
    }

    private String remember(JobKey need) {
        try {
            disturbed.add(need);
            return "jobs that need them will run alone";
        } catch (IOException e) {
            return "this is not remembered: " + OutputNotes.reason(e);
        }
    }

    /**
     * Verifies the outputs of these jobs; from now on they may be changed.
     *
     * @param verified verifies them, and says {@link #changed} of each that is
     */
    void verify(Predicate<JobKey> which, VerifiedNeeds verified) {
        Map<JobKey, NeededOutputs> needs = new LinkedHashMap<>();
        for (Unverified job : jobs.values()) {
            job.needs().forEach((need, digest) -> {
                if (which.test(need)) {
                    needs.computeIfAbsent(need, key -> new NeededOutputs(key, digest, declared.globs(key)));
                }
            });
        }
        try {
            verified.prefetch(needs.values());
        } catch (IOException | UncheckedIOException e) {
            // Those that are not verified are read one by one, so that it is known of which this holds.
        }
        for (NeededOutputs need : needs.values()) {
            try {
                verified.verify(need);
            } catch (IOException | UncheckedIOException e) {
                unreadable(need.job(), OutputNotes.reason(e));
            }
        }
        jobs.values().forEach(job -> job.needs().keySet().removeAll(needs.keySet()));
        jobs.values().removeIf(job -> job.needs().isEmpty());
        since = jobs.values().stream().mapToLong(Unverified::began).min().orElse(Long.MAX_VALUE);
    }

    private void unreadable(JobKey need, String reason) {
        jobs.forEach((job, unverified) -> {
            if (unverified.needs().containsKey(need) && unverified.beside().isPresent()) {
                doubts.putIfAbsent(job, "the outputs of " + need + " cannot be read: " + reason);
            }
        });
    }

    /** Why jobs that have passed are not proven. */
    Map<JobKey, String> doubts() {
        return Map.copyOf(doubts);
    }
}
