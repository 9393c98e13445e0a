package io.jenkins.plugins.mergeability.outputs;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.outputs.NeededOutputs;
import io.jenkins.plugins.mergeability.engine.outputs.OutputLimits;
import io.jenkins.plugins.mergeability.engine.outputs.OutputRestore;
import io.jenkins.plugins.mergeability.engine.outputs.RestoreResult;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jenkins.MasterToSlaveFileCallable;

/** Removes the outputs of a job from a workspace before it runs, and puts those of the jobs it needs in place. */
final class RestoreCallable extends MasterToSlaveFileCallable<RestoreCallable.Reply> {

    @Serial
    private static final long serialVersionUID = 1;

    private final AgentTree tree;
    private final ArrayList<JobOutput> removed;
    private final ArrayList<JobOutput> needed;

    /**
     * @param removed the jobs whose outputs are not to be found
     * @param needed the outputs to put in place
     */
    RestoreCallable(AgentTree tree, List<JobOutput> removed, List<JobOutput> needed) {
        this.tree = tree;
        this.removed = new ArrayList<>(removed);
        this.needed = new ArrayList<>(needed);
    }

    /**
     * What the agent did.
     *
     * @param written how many files and links were written
     * @param surplus how many surplus ones were removed
     * @param present how many were in place already
     * @param setAside where files are now that were in the way
     * @param missing the position of each of the needed outputs that the agent does not have, with the reason
     * @param refusal why the outputs cannot be in one workspace; null if they can
     */
    record Reply(
            int written,
            int surplus,
            int present,
            ArrayList<String> setAside,
            TreeMap<Integer, String> missing,
            String refusal)
            implements Serializable {}

    @Override
    public Reply invoke(File directory, VirtualChannel channel) throws IOException {
        Path top = directory.toPath();
        TrackedFiles tracked = new TrackedFiles(top, tree.git());
        OutputRestore restore = new OutputRestore(tree.workspace(top), tree.outputs(), OutputLimits.DEFAULT);
        ArrayList<String> setAside = new ArrayList<>();
        try {
            for (JobOutput job : removed) {
                restore.clear(job.key(), job.outputGlobs(), tracked)
                        .setAside()
                        .forEach(path -> setAside.add(path.toString()));
            }
            RestoreResult result = restore.restore(
                    needed.stream().map(JobOutput::needed).toList(), AgentTree.checkedOut(top), tracked);
            return reply(result, setAside);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (NotDirectoryException e) {
            throw new IOException("there is no workspace " + top, e);
        }
    }

    private Reply reply(RestoreResult result, ArrayList<String> setAside) throws IOException {
        if (result instanceof RestoreResult.Refused refused) {
            return new Reply(0, 0, 0, setAside, new TreeMap<>(), refused.reason());
        }
        if (result instanceof RestoreResult.Missing missing) {
            TreeMap<Integer, String> reasons = new TreeMap<>();
            for (int i = 0; i < needed.size(); i++) {
                for (Map.Entry<NeededOutputs, String> each : missing.reasons().entrySet()) {
                    if (each.getKey().job().equals(needed.get(i).key())) {
                        reasons.put(i, each.getValue());
                    }
                }
            }
            return new Reply(0, 0, 0, setAside, reasons, null);
        }
        RestoreResult.Restored restored = (RestoreResult.Restored) result;
        Map<JobKey, List<String>> owned = new HashMap<>();
        restored.placed()
                .forEach((path, job) ->
                        owned.computeIfAbsent(job, key -> new ArrayList<>()).add(path));
        owned.values().forEach(paths -> paths.sort(null));
        tree.owners().add(owned);
        restored.setAside().forEach(path -> setAside.add(path.toString()));
        return new Reply(restored.written(), restored.removed(), restored.present(), setAside, new TreeMap<>(), null);
    }
}
