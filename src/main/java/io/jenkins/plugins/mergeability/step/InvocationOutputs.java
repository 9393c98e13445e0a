package io.jenkins.plugins.mergeability.step;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.mergeability.dispatch.JobDispatcher;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobSettings;
import io.jenkins.plugins.mergeability.outputs.OutputNeeds;
import io.jenkins.plugins.mergeability.outputs.OutputScope;
import io.jenkins.plugins.mergeability.outputs.PlannedOutputs;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import io.jenkins.plugins.mergeability.record.LeftOutputs;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The outputs of the jobs of a call: what a job has to find, and which jobs run again for it. Thread-safe. */
final class InvocationOutputs {

    /** How often a job runs again in a build because its outputs are lost. */
    private static final int MAX_RUNS_AGAIN = 2;

    private final Run<?, ?> run;
    private final BuildRecord record;
    private final JobDispatcher dispatcher;
    private final Map<JobKey, Integer> runsAgain = new HashMap<>();

    /** The jobs whose outputs are not kept and are in the workspace of a branch, with the branch. */
    private final Map<JobKey, String> inPlace = new HashMap<>();

    private PlannedOutputs planned;

    InvocationOutputs(Run<?, ?> run, BuildRecord record, JobDispatcher dispatcher) {
        this.run = run;
        this.record = record;
        this.dispatcher = dispatcher;
    }

    /** The outputs known when the build was planned; reads a file the first time. */
    private synchronized PlannedOutputs planned() throws IOException {
        if (planned == null) {
            planned = PlannedOutputs.read(BuildRecords.directory(run).resolve(Integer.toString(record.number())));
        }
        return planned;
    }

    /** Which outputs the build may restore. */
    OutputScope scope() throws IOException {
        return planned().scope();
    }

    /** Whether something has to be done in the workspace before a job runs. */
    boolean isRestoring(JobKey job) {
        return record.planned(job).definition().settings().files().hasOutputs()
                || !OutputNeeds.withOutputs(record, job).isEmpty();
    }

    /** Whether the step has something to do after a job passed: capture outputs, or archive artifacts of a platform. */
    boolean isCapturing(JobKey job) {
        return hasOutputsToCapture(job) || hasArtifactsOfPlatforms(job);
    }

    /** Whether a job has outputs to capture: its test reports, too, have no failures. */
    boolean hasOutputsToCapture(JobKey job) {
        return record.planned(job).definition().settings().files().hasOutputs()
                && record.job(job).tests().filter(tests -> tests.failed() > 0).isEmpty();
    }

    /** Whether a job has artifacts and several platforms, whose artifacts would overwrite each other. */
    boolean hasArtifactsOfPlatforms(JobKey job) {
        JobSettings settings = record.planned(job).definition().settings();
        return settings.platforms().size() > 1 && !settings.artifacts().isEmpty();
    }

    /** Whether a job runs in the workspace in which the step was called, which may have files of others. */
    boolean isInCallingWorkspace(JobKey job) {
        String branch = record.job(job).branch();
        return record.facts().branches().stream()
                .anyMatch(known -> known.name().equals(branch) && known.onCallingAgent());
    }

    /** What a job has to find. */
    OutputNeeds needs(JobKey job) throws IOException {
        String branch = record.job(job).branch();
        return OutputNeeds.of(record, job, run.getExternalizableId(), planned(), need -> isInPlace(need, branch));
    }

    private synchronized boolean isInPlace(JobKey need, String branch) {
        return branch.equals(inPlace.get(need));
    }

    /** The outputs of a job are captured, or could not be kept. */
    void captured(JobKey job, LeftOutputs outputs) {
        record.left(job, outputs);
        synchronized (this) {
            if (!outputs.isKept()) {
                inPlace.put(job, record.job(job).branch());
            }
        }
    }

    /** A branch has no workspace. */
    synchronized void workspaceReleased(String branch) {
        inPlace.values().remove(branch);
    }

    /**
     * Lets jobs run again whose outputs cannot be had, before the job that needs them.
     *
     * @throws AbortException if one of them ran again for that twice already
     */
    void runAgain(JobKey job, Map<JobKey, String> needs) throws AbortException {
        synchronized (this) {
            for (Map.Entry<JobKey, String> need : needs.entrySet()) {
                if (runsAgain.merge(need.getKey(), 1, Integer::sum) > MAX_RUNS_AGAIN) {
                    throw new AbortException("the outputs of " + need.getKey() + " cannot be had, though it ran again "
                            + MAX_RUNS_AGAIN + " times: " + need.getValue());
                }
            }
        }
        dispatcher.runAgain(job, needs);
    }
}
