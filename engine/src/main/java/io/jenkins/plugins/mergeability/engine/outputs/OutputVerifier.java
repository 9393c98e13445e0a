package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.outputs.disk.FileStat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Verifies that outputs which this process has put in place or captured are still there, and remembers what jobs have
 * left beside them, so that it is not taken for a file of a person.
 */
public final class OutputVerifier {

    private final OutputWorkspace workspace;
    private final Predicate<String> tracked;

    /**
     * A verifier.
     *
     * @param tracked which paths git tracks: these are never surplus
     */
    public OutputVerifier(OutputWorkspace workspace, Predicate<String> tracked) {
        this.workspace = workspace;
        this.tracked = tracked;
    }

    /**
     * Verifies outputs that were put in place or captured in this working tree.
     *
     * @param observed a time of the file system before this
     * @param since what was written since then was left by jobs, in the file system's time
     */
    public InPlace verify(NeededOutputs needed, long observed, long since) throws IOException {
        Path top = workspace.top().toRealPath();
        RestoredNeed need = RestoredNeed.find(workspace, needed, top, observed);
        rememberLeft(need, since);
        if (!need.isListed()) {
            return new InPlace(false, false, ModificationTimes.NONE);
        }
        need.compareSeen(top);
        boolean unchanged = need.lacking().isEmpty();
        if (!unchanged) {
            return new InPlace(false, false, ModificationTimes.NONE);
        }
        Map<String, FileStat> stats = new HashMap<>();
        need.list().entries().forEach(entry -> stats.put(entry.path(), need.stat(entry)));
        if (need.isNewlySeen()) {
            workspace.manifest().write(needed.job(), new Placement(need.list(), observed, stats));
        }
        return new InPlace(true, !hasSurplus(need, stats), ModificationTimes.of(stats.values()));
    }

    private boolean hasSurplus(RestoredNeed need, Map<String, FileStat> stats) {
        if (need.found().size() == stats.size()) {
            return false;
        }
        return need.found().keySet().stream().anyMatch(path -> !stats.containsKey(path) && !tracked.test(path));
    }

    /**
     * Remembers what a job has left where its outputs are, if none are captured.
     *
     * @param since when the job began, in the file system's time
     */
    public void rememberLeft(JobKey job, OutputGlobs globs, long since) throws IOException {
        NeededOutputs none = new NeededOutputs(job, OutputList.of(List.of()).digest(), globs);
        rememberLeft(RestoredNeed.find(workspace, none, workspace.top().toRealPath(), since), since);
    }

    private void rememberLeft(RestoredNeed need, long since) throws IOException {
        Map<String, FileStat> left = new HashMap<>(need.left());
        boolean any = false;
        for (Map.Entry<String, FileStat> each : need.found().entrySet()) {
            FileStat stat = each.getValue();
            boolean known =
                    need.before() != null && stat.equals(need.before().stats().get(each.getKey()));
            if (!known && stat.touched() >= since && !stat.equals(left.put(each.getKey(), stat))) {
                any = true;
            }
        }
        if (any) {
            workspace.manifest().left(need.needed().job()).write(left);
        }
    }
}
