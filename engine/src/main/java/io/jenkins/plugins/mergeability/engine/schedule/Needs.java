package io.jenkins.plugins.mergeability.engine.schedule;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.util.Optional;

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
