package io.jenkins.plugins.mergeability.record;

/** How many tests the reports of a job tell of: {@code total} of which {@code failed} failed and {@code skipped} did not run. */
public record TestCounts(int total, int failed, int skipped) {}
