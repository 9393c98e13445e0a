package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;

/**
 * The outputs of a job that another one needs.
 *
 * @param job whose outputs
 * @param digest which outputs
 * @param globs what the job's outputs are, by which surplus files are found
 */
public record NeededOutputs(JobKey job, OutputDigest digest, OutputGlobs globs) {}
