package io.jenkins.plugins.mergeability.outputs;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Node;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.mergeability.config.MergeabilityConfiguration;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import io.jenkins.plugins.mergeability.engine.text.SafeText;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.FoundOutputs;
import io.jenkins.plugins.mergeability.record.LeftOutputs;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The outputs in the workspace of a job on an agent. Its methods block on the agent. */
public final class WorkspaceOutputs {

    private static final Logger LOGGER = Logger.getLogger(WorkspaceOutputs.class.getName());

    private final FilePath workspace;
    private final AgentStore store;
    private final AgentTree tree;
    private final PrintStream log;

    private WorkspaceOutputs(FilePath workspace, AgentStore store, AgentTree tree, PrintStream log) {
        this.workspace = workspace;
        this.store = store;
        this.tree = tree;
        this.log = log;
    }

    /**
     * The outputs in a workspace.
     *
     * @param build what identifies the call of the step
     * @param git the git executable on the agent
     * @param keepsForeignFiles whether files in the way, which this plugin has not written, are moved aside and not removed
     */
    public static WorkspaceOutputs in(
            FilePath workspace,
            Node node,
            OutputScope scope,
            String build,
            String git,
            boolean keepsForeignFiles,
            PrintStream log)
            throws IOException {
        AgentStore store = AgentStore.of(node, scope)
                .orElseThrow(() -> new AbortException("the agent " + node.getNodeName() + " is offline"));
        FilePath state = WorkspaceList.tempDir(workspace);
        if (state == null) {
            throw new AbortException("the workspace " + workspace + " has no directory for temporary files beside it");
        }
        AgentTree tree = new AgentTree(
                store.path(), state.child("mergeability").getRemote(), build, scope, git, keepsForeignFiles);
        return new WorkspaceOutputs(workspace, store, tree, log);
    }

    /**
     * Removes the outputs of a job from the workspace, and puts those that it needs in place.
     *
     * @return the jobs that have to run again, as their outputs cannot be had, each with the reason; empty if all are in
     *     place
     * @throws AbortException if the needed outputs exclude each other
     */
    public Map<JobKey, String> restore(BuildRecord record, JobKey job, OutputNeeds needs)
            throws IOException, InterruptedException {
        List<JobOutput> removed = new ArrayList<>(needs.absent());
        if (record.planned(job).definition().settings().files().hasOutputs()) {
            removed.add(OutputNeeds.output(record, job, null));
        }
        List<JobOutput> needed =
                needs.present().stream().map(OutputNeeds.Need::output).toList();
        RestoreCallable restore = new RestoreCallable(tree, removed, needed);
        RestoreCallable.Reply reply = workspace.act(restore);
        Map<JobKey, String> lost = new TreeMap<>();
        if (!reply.missing().isEmpty()) {
            reply.missing().keySet().forEach(i -> fetch(needs.present().get(i)));
            reply = workspace.act(restore);
            for (Map.Entry<Integer, String> missing : reply.missing().entrySet()) {
                JobOutput output = needed.get(missing.getKey());
                ControllerOutputs.get().check(tree.scope(), output.outputDigest());
                lost.put(output.key(), missing.getValue());
            }
        }
        if (reply.refusal() != null) {
            throw new AbortException(reply.refusal());
        }
        reply.setAside().forEach(path -> log.println("Moved a file out of the way, to " + SafeText.text(path)));
        if (lost.isEmpty() && !needed.isEmpty()) {
            log.println("Outputs of "
                    + String.join(
                            ", ",
                            needed.stream().map(each -> each.key().toString()).toList())
                    + ": " + reply.present() + " in place, " + reply.written() + " restored, " + reply.surplus()
                    + " surplus removed");
        }
        evict();
        return lost;
    }

    /**
     * Puts the outputs of a job in place.
     *
     * @throws AbortException if they cannot be had
     */
    public void place(Component component, Job job, JobKey key, OutputDigest digest)
            throws IOException, InterruptedException {
        JobOutput needed = JobOutput.of(component, job, key, digest.hex());
        RestoreCallable restore = new RestoreCallable(tree, List.of(), List.of(needed));
        RestoreCallable.Reply reply = workspace.act(restore);
        if (!reply.missing().isEmpty()) {
            fetch(new OutputNeeds.Need(needed, new FoundOutputs(key.toString(), digest.hex(), ""), ""));
            reply = workspace.act(restore);
        }
        if (!reply.missing().isEmpty()) {
            throw new AbortException("the outputs of " + key + " cannot be had: "
                    + reply.missing().values().iterator().next());
        }
        if (reply.refusal() != null) {
            throw new AbortException(reply.refusal());
        }
    }

    /** Gets outputs from the controller or, through it, from the agent that made them. A failure costs a run of the job. */
    private void fetch(OutputNeeds.Need need) {
        OutputDigest digest = need.output().outputDigest();
        try {
            ControllerOutputs controller = ControllerOutputs.get();
            if (controller.give(tree.scope(), digest, store)) {
                return;
            }
            Optional<AgentStore> maker = AgentStore.of(need.agent(), tree.scope());
            if (maker.isPresent() && maker.get().has(digest)) {
                controller.take(tree.scope(), digest, maker.get());
                controller.give(tree.scope(), digest, store);
            }
        } catch (IOException | RuntimeException e) {
            log.println("The outputs of " + need.output().key() + " cannot be copied: " + e.getMessage());
            LOGGER.log(Level.INFO, "cannot copy the outputs of " + need.output().key(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Captures the outputs of a job that passed.
     *
     * @throws AbortException if the job fails for what it left
     */
    public LeftOutputs capture(BuildRecord record, JobKey job) throws IOException, InterruptedException {
        CaptureCallable.Reply reply = workspace.act(new CaptureCallable(tree, OutputNeeds.output(record, job, null)));
        if (reply.failure() != null) {
            throw new AbortException(reply.failure());
        }
        if (reply.digest() == null) {
            reply.notKept().forEach(reason -> log.println("The outputs of " + job + " are not kept: " + reason));
            return LeftOutputs.notKept(reply.notKept());
        }
        boolean wanted = tree.scope().isPrimary() || OutputNeeds.areNeededElsewhere(record, job);
        boolean onController = store.isOnController() || wanted && upload(job, new OutputDigest(reply.digest()));
        evict();
        return new LeftOutputs(reply.digest(), reply.files(), reply.bytes(), onController, List.of());
    }

    /** Copies outputs to the controller. A failure costs a run of the job at most. */
    private boolean upload(JobKey job, OutputDigest digest) {
        try {
            ControllerOutputs.get().take(tree.scope(), digest, store);
            return true;
        } catch (IOException | RuntimeException e) {
            log.println("The outputs of " + job + " are kept on this agent only: " + e.getMessage());
            LOGGER.log(Level.INFO, "cannot copy the outputs of " + job + " to the controller", e);
            return false;
        }
    }

    private void evict() throws InterruptedException {
        try {
            store.evict(MergeabilityConfiguration.get().outputEviction());
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.INFO, "cannot remove old outputs from an agent", e);
        }
    }
}
