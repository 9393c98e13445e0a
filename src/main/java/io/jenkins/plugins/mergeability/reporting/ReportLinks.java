package io.jenkins.plugins.mergeability.reporting;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import java.util.Optional;
import jenkins.model.Jenkins;

/** Where people find what is reported; nothing as long as nobody has told this Jenkins its own address. */
final class ReportLinks {

    private ReportLinks() {}

    /** The page of a build's components, or of a build without. */
    static Optional<String> page(Run<?, ?> run) {
        return below(run.getUrl() + (BuildRecords.of(run).exist() ? "components/" : ""));
    }

    /** The page of a job. */
    static Optional<String> page(Job<?, ?> job) {
        return below(job.getUrl());
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
