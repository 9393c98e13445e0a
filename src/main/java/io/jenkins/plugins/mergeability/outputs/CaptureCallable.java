package io.jenkins.plugins.mergeability.outputs;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.mergeability.engine.outputs.CaptureResult;
import io.jenkins.plugins.mergeability.engine.outputs.OutputCapture;
import io.jenkins.plugins.mergeability.engine.outputs.OutputEntry;
import io.jenkins.plugins.mergeability.engine.outputs.OutputLimits;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenkins.MasterToSlaveFileCallable;

/** Captures the outputs of a job that passed, and keeps them on the agent. */
final class CaptureCallable extends MasterToSlaveFileCallable<CaptureCallable.Reply> {

    @Serial
    private static final long serialVersionUID = 1;

    private final AgentTree tree;
    private final JobOutput job;

    CaptureCallable(AgentTree tree, JobOutput job) {
        this.tree = tree;
        this.job = job;
    }

    /**
     * What the agent found.
     *
     * @param digest the digest of the outputs, in hexadecimal; null if they are not kept
     * @param files the number of files and links
     * @param bytes the size of all files together
     * @param notKept why they are not kept
     * @param failure why the job fails; null if it does not
     */
    record Reply(String digest, int files, long bytes, ArrayList<String> notKept, String failure)
            implements Serializable {}

    @Override
    public Reply invoke(File directory, VirtualChannel channel) throws IOException {
        OutputCapture capture = new OutputCapture(tree.workspace(directory.toPath()), OutputLimits.DEFAULT);
        WorkspaceOwners owners = tree.owners();
        CaptureResult result = capture.capture(job.key(), job.outputGlobs(), owners.others(job.key()));
        if (result instanceof CaptureResult.Failed failed) {
            return new Reply(null, 0, 0, new ArrayList<>(), failed.reason());
        }
        if (result instanceof CaptureResult.NotKept notKept) {
            return notKept(notKept.reasons());
        }
        CaptureResult.Captured captured = (CaptureResult.Captured) result;
        try {
            tree.outputs().removeIfDamaged(captured.digest()); // or the job would run in vain that makes it again
            tree.outputs().put(captured.digest(), captured.archive());
        } catch (IOException e) {
            return notKept(List.of(String.valueOf(e.getMessage())));
        }
        List<String> paths =
                captured.list().entries().stream().map(OutputEntry::path).toList();
        owners.add(Map.of(job.key(), paths));
        return new Reply(captured.digest().hex(), paths.size(), captured.list().size(), new ArrayList<>(), null);
    }

    private static Reply notKept(List<String> reasons) {
        return new Reply(null, 0, 0, new ArrayList<>(reasons), null);
    }
}
