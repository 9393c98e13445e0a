package io.jenkins.plugins.mergeability.monitoring;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/** When commits were announced that have no verdict yet. It forgets the oldest of too many. Thread-safe. */
final class VerdictTimes {

    /** Commits of pull requests that no project builds never have a verdict. */
    static final int MAX_COMMITS = 10_000;

    private static final double NANOS = 1e9;

    private final Map<String, Long> announced = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MAX_COMMITS;
        }
    };

    private final LongSupplier nanoTime;

    VerdictTimes(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A commit is announced, perhaps not for the first time. */
    synchronized void announced(String commit) {
        announced.putIfAbsent(commit, nanoTime.getAsLong());
    }

    /** The seconds from the announcement of a commit to its verdict; empty if it was not announced in this process. */
    synchronized OptionalDouble decided(String commit) {
        Long since = announced.remove(commit);
        return since == null ? OptionalDouble.empty() : OptionalDouble.of((nanoTime.getAsLong() - since) / NANOS);
    }
}
