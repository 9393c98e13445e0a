package io.jenkins.plugins.mergeability.record;

/** The numbers of tests in the reports of a job: {@code total}, of which {@code failed} failed and {@code skipped} were skipped. */
public record TestCounts(int total, int failed, int skipped) {}
