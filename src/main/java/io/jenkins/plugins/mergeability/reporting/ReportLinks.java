package io.jenkins.plugins.mergeability.reporting;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import java.util.Optional;
import jenkins.model.Jenkins;

/** The URLs in reports; empty as long as the Jenkins URL is not configured. */
final class ReportLinks {

    private ReportLinks() {}

    /** The page of the components of a build, or of the build if it has none. */
    static Optional<String> page(Run<?, ?> run) {
        return below(run.getUrl() + (BuildRecords.of(run).exist() ? "components/" : ""));
    }

    /** The page of a job. */
    static Optional<String> page(Job<?, ?> job) {
        return below(job.getUrl());
    }

    /** The log of a build. */
    static Optional<String> console(Run<?, ?> run) {
        return below(run.getUrl() + "console");
    }

    /** The log of a node of a pipeline's graph. */
    static Optional<String> log(Run<?, ?> run, String node) {
        return node == null || node.isEmpty()
                ? Optional.empty()
                : below(run.getUrl() + "execution/node/" + node + "/log/");
    }

    private static Optional<String> below(String path) {
        return Optional.ofNullable(Jenkins.get().getRootUrl()).map(root -> root + path);
    }
}
