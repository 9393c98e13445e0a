package io.jenkins.plugins.mergeability.engine.run.outputs;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.outputs.OutputGlobs;
import io.jenkins.plugins.mergeability.engine.outputs.UntrackedFiles;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskFiles;
import io.jenkins.plugins.mergeability.engine.text.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A working tree in which a job finds the commit, the outputs of its needs, what is kept, and what its preparations have
 * left, but nothing else that earlier jobs left. One job runs at a time. What a preparation leaves is moved out of the
 * tree, and copied back for each job that needs it.
 */
final class CleanedTree {

    private static final int MAX_NAMED = 3;

    private final DeclaredOutputs declared;
    private final Path top;
    private final UntrackedFiles untracked;
    private final CommittedTree committed;
    private final Set<JobKey> preparations = new HashSet<>();
    private final Map<JobKey, Path> left = new HashMap<>();
    private boolean isPutBack = true;

    CleanedTree(DeclaredOutputs declared, Path top, UntrackedFiles untracked, CommittedTree committed) {
        this.declared = declared;
        this.top = top;
        this.untracked = untracked;
        this.committed = committed;
        for (JobKey job : declared.jobsToRun()) {
            preparations.addAll(declared.preparations(job, need -> false));
        }
    }

    /**
     * Cleans the tree for a job.
     *
     * @param digests the jobs whose outputs it finds
     * @param ended how the other jobs of the run have ended
     */
    void before(JobKey job, Set<JobKey> digests, JobDigests ended) throws IOException {
        if (!isPutBack) {
            committed.putBack();
        }
        isPutBack = false;
        untracked.remove(spared(digests));
        List<JobKey> needs = declared.preparations(job, ended::hasFailed);
        // What one has found of another, it has left too, as it is then.
        for (JobKey need : List.copyOf(needs)) {
            needs.removeAll(declared.preparations(need, ended::hasFailed));
        }
        for (JobKey need : needs) {
            Path leavings = left.get(need);
            if (leavings == null) {
                throw new IOException(need + ", which declares no outputs, has not passed in this run");
            }
            DiskFiles.copyTree(leavings, top);
        }
    }

    /**
     * Puts the tree back after a job.
     *
     * @return why a pass of it is not proven
     */
    Optional<String> after(JobKey job, boolean hasPassed, Set<JobKey> digests) throws IOException {
        List<String> changed = new ArrayList<>(committed.putBack());
        isPutBack = true;
        OutputGlobs mayChange = declared.globs(
                job, declared.job(job).definition().settings().files().changes());
        changed.removeIf(mayChange::matches);
        if (hasPassed && preparations.contains(job)) {
            Path directory = committed.beside().resolve("left-" + left.size());
            untracked.move(spared(digests), Files.createDirectories(directory));
            left.put(job, directory);
        }
        return changed.isEmpty() ? Optional.empty() : Optional.of(reason(changed));
    }

    private Collection<OutputGlobs> spared(Set<JobKey> digests) {
        List<OutputGlobs> spared = new ArrayList<>(declared.kept());
        digests.forEach(need -> spared.add(declared.globs(need)));
        return spared;
    }

    private static String reason(List<String> changed) {
        String names = changed.stream().limit(MAX_NAMED).map(SafeText::text).collect(Collectors.joining(", "));
        int more = changed.size() - MAX_NAMED;
        return "it changed " + names + (more > 0 ? " and " + more + " more tracked files" : "")
                + ", though tracked files are inputs: name what it may rewrite in `changes`";
    }
}
