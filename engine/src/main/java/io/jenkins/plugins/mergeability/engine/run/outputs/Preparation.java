package io.jenkins.plugins.mergeability.engine.run.outputs;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.util.List;
import java.util.Map;

/** What preparing the working tree for a job has given. */
public sealed interface Preparation {

    /**
     * The job can run.
     *
     * @param found the outputs of each job it needs, at any depth, that are in place
     * @param notes what was set aside
     */
    record Ready(Map<JobKey, OutputDigest> found, List<String> notes) implements Preparation {}

    /**
     * The job cannot run now.
     *
     * @param reason why
     */
    record NotReady(String reason) implements Preparation {}

    /**
     * The job fails: what it needs cannot be in one working tree.
     *
     * @param reason why
     */
    record Refused(String reason) implements Preparation {}
}
