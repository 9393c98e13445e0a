package io.jenkins.plugins.mergeability.outputs;

import hudson.model.Run;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import io.jenkins.plugins.mergeability.record.JobRecord;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Finds out, when a build is planned, which outputs of proven jobs are kept where the build may take them from. */
public final class KeptOutputs {

    private static final Logger LOGGER = Logger.getLogger(KeptOutputs.class.getName());

    private final OutputScope scope;
    private final Map<String, PlannedOutputs.Kept> kept = new HashMap<>();
    private final Map<String, Optional<PlannedOutputs.Kept>> asked = new HashMap<>();

    /** @param scope the scope of the build */
    public KeptOutputs(OutputScope scope) {
        this.scope = scope;
    }

    /** Whether the outputs of a job are kept, by the controller or by an agent that is online. */
    public boolean has(JobKey job, Outcome pass) {
        return asked.computeIfAbsent(job.toString(), key -> {
                    Optional<PlannedOutputs.Kept> found = find(job, pass);
                    found.ifPresent(outputs -> kept.put(key, outputs));
                    return found;
                })
                .isPresent();
    }

    /** What was found. */
    public PlannedOutputs found() {
        return new PlannedOutputs(scope, kept);
    }

    private Optional<PlannedOutputs.Kept> find(JobKey job, Outcome pass) {
        if (pass.outputs().left().isEmpty()) {
            return Optional.empty();
        }
        OutputDigest digest = pass.outputs().left().get();
        try {
            String agent = agent(job, pass.run());
            boolean there = ControllerOutputs.get().has(scope, digest)
                    || !agent.isEmpty()
                            && AgentStore.of(agent, scope)
                                    .filter(store -> hasAt(store, digest))
                                    .isPresent();
            return there ? Optional.of(new PlannedOutputs.Kept(digest.hex(), pass.run(), agent)) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "cannot find out whether the outputs of " + job + " are kept", e);
            return Optional.empty();
        }
    }

    private static boolean hasAt(AgentStore store, OutputDigest digest) {
        try {
            return store.has(digest);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The agent on which a build has run a job; empty if it is not known any more. */
    private static String agent(JobKey job, String build) throws IOException {
        Run<?, ?> run = Run.fromExternalizableId(build);
        if (run == null || !BuildRecords.of(run).exist()) {
            return "";
        }
        String agent = "";
        for (BuildRecord record : BuildRecords.of(run).all()) {
            JobRecord ran = record.job(job);
            if (ran != null && ran.left().isPresent()) {
                agent = ran.agent();
            }
        }
        return agent;
    }
}
