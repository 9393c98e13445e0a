package io.jenkins.plugins.mergeability.engine.schedule;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobNeeds;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Decides when a job can never start because of a job it needs. */
public final class Needs {

    /** How a needed job ended without satisfying the need. */
    public enum Failure {
        FAILED("failed"),
        UNSTABLE("has failing tests"),
        INTERRUPTED("was interrupted"),
        SKIPPED("was skipped"),
        NOT_RUN("was not run"),
        NOT_RUNNABLE("cannot run on this machine"),
        NOT_PLANNED("is not part of this plan");

        private final String text;

        Failure(String text) {
            this.text = text;
        }
    }

    /** Looks up how needed jobs ended. */
    @FunctionalInterface
    public interface Lookup {

        /** How a job ended if it does not satisfy a need; empty if it does or may still do so. */
        Optional<Failure> failure(JobKey need);
    }

    private Needs() {}

    /**
     * Why a pass of a job proves nothing: a job it needs, at any depth, failed, though that failure is allowed. Empty if
     * there is none.
     *
     * @param needs the jobs that a job needs
     * @param failed whether a job of this run failed
     */
    public static Optional<String> unproven(
            JobKey job, Function<JobKey, ? extends Iterable<JobKey>> needs, Predicate<JobKey> failed) {
        return need(job, needs, failed).map(need -> "it needs " + need + ", which failed (allowed)");
    }

    /**
     * Why a pass of a job proves nothing: a job it needs, at any depth, is not proven. Empty if there is none.
     *
     * @param needs the jobs that a job needs
     * @param unproven whether a job of this run has passed without being proven
     */
    public static Optional<String> unprovenNeed(
            JobKey job, Function<JobKey, ? extends Iterable<JobKey>> needs, Predicate<JobKey> unproven) {
        return need(job, needs, unproven).map(need -> "it needs " + need + ", which is not proven");
    }

    private static Optional<JobKey> need(
            JobKey job, Function<JobKey, ? extends Iterable<JobKey>> needs, Predicate<JobKey> wanted) {
        return JobNeeds.of(job, needs).stream().filter(wanted).findFirst();
    }

    /** Why a job can never start: the first of its needs that can no longer be satisfied; empty if there is none. */
    public static Optional<String> neverMet(Iterable<JobKey> needs, Lookup lookup) {
        for (JobKey need : needs) {
            Optional<Failure> failure = lookup.failure(need);
            if (failure.isPresent()) {
                return Optional.of("needs " + need + ", which " + failure.get().text);
            }
        }
        return Optional.empty();
    }
}
