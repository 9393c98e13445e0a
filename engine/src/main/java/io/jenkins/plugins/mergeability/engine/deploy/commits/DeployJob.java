package io.jenkins.plugins.mergeability.engine.deploy.commits;

import io.jenkins.plugins.mergeability.engine.deploy.Offer;
import io.jenkins.plugins.mergeability.engine.map.Affects;
import io.jenkins.plugins.mergeability.engine.map.Block;
import io.jenkins.plugins.mergeability.engine.map.BlockOptions;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobSettings;
import io.jenkins.plugins.mergeability.engine.map.Sequence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A block of a deployment as a job, which runs like any other.
 *
 * @param component the component, with this job alone
 * @param job the job
 */
public record DeployJob(Component component, Job job) {

    /**
     * The job of a block.
     *
     * @param name the name of the job
     * @param variables what is added to the environment of its commands
     */
    public static DeployJob of(String name, Block block, Component component, Map<String, String> variables) {
        BlockOptions options = new BlockOptions(
                Optional.empty(), Optional.empty(), 0, variables, Optional.empty(), Optional.empty(), false);
        Block around = new Sequence(
                List.of(new Sequence(List.of(block), options, block.position())), BlockOptions.NONE, block.position());
        Job job = new Job(name, around, JobSettings.NONE, block.position());
        return new DeployJob(
                new Component(
                        component.name(),
                        component.root(),
                        component.files(),
                        List.of(),
                        Affects.NOTHING,
                        Map.of(name, job),
                        component.position()),
                job);
    }

    /**
     * The variables that the commands of a deployment get.
     *
     * @param previous the identity of the release that was live; empty if none was
     */
    public static Map<String, String> variables(String environment, Offer offer, String previous) {
        Map<String, String> variables = new TreeMap<>();
        variables.put("MERGEABILITY_ENVIRONMENT", environment);
        variables.put("MERGEABILITY_RELEASE", offer.release().id());
        variables.put("MERGEABILITY_COMMIT", offer.commit());
        variables.put("MERGEABILITY_PREVIOUS_RELEASE", previous);
        return variables;
    }

    /** The identity of the job. */
    public JobKey key() {
        return new JobKey(component.name(), job.name(), Optional.empty());
    }
}
