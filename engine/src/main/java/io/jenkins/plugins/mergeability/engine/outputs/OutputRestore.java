package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskFiles;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskNames;
import io.jenkins.plugins.mergeability.engine.outputs.disk.FileStat;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Puts the outputs that a job needs in place exactly: what is missing or changed is written, what else matches their
 * globs is removed, the rest is left alone.
 */
public final class OutputRestore {

    private final OutputWorkspace workspace;
    private final OutputStore store;
    private final OutputLimits limits;

    public OutputRestore(OutputWorkspace workspace, OutputStore store, OutputLimits limits) {
        this.workspace = workspace;
        this.store = store;
        this.limits = limits;
    }

    /**
     * Restores all that one job needs. All of their files then have one and the same time of modification.
     *
     * @param laterThan what that time is later than: the time of the checkout, so that make takes outputs for newer
     * @param tracked which paths git tracks: these are never surplus
     * @throws IOException if the working tree cannot be changed; what was put in place until then is whole
     */
    public RestoreResult restore(List<NeededOutputs> needs, Instant laterThan, Predicate<String> tracked)
            throws IOException {
        Path top = workspace.top().toRealPath();
        long observed = workspace.now();
        try (StagedOutputs staged = new StagedOutputs(workspace)) {
            List<RestoredNeed> restored = new ArrayList<>(needs.size());
            Map<NeededOutputs, String> missing = new LinkedHashMap<>();
            for (NeededOutputs needed : distinct(needs)) {
                RestoredNeed need = new RestoredNeed(
                        needed, workspace.manifest().read(needed.job()), OutputFinder.find(top, needed.globs()));
                String reason = stage(need, top, staged);
                if (reason != null) {
                    missing.put(needed, reason);
                }
                restored.add(need);
            }
            if (!missing.isEmpty()) {
                return new RestoreResult.Missing(missing);
            }
            Map<String, JobKey> placed = new HashMap<>();
            String conflict = conflict(restored, placed);
            return conflict != null
                    ? new RestoreResult.Refused(conflict)
                    : change(top, restored, staged, new Goal(placed, laterThan, tracked, observed));
        }
    }

    private static Collection<NeededOutputs> distinct(List<NeededOutputs> needs) {
        Map<JobKey, NeededOutputs> distinct = new LinkedHashMap<>();
        for (NeededOutputs needed : needs) {
            NeededOutputs other = distinct.putIfAbsent(needed.job(), needed);
            if (other != null && !other.digest().equals(needed.digest())) {
                throw new IllegalArgumentException(needed.job() + " is needed with two digests");
            }
        }
        return distinct.values();
    }

    private record Goal(Map<String, JobKey> placed, Instant laterThan, Predicate<String> tracked, long observed) {}

    /** Finds out what a need lacks and stages it; gives the reason if it cannot be had. */
    private String stage(RestoredNeed need, Path top, StagedOutputs staged) throws IOException {
        OutputDigest digest = need.needed().digest();
        if (need.isListed()) {
            need.compare(top, need.before().list());
            if (!need.lacksFiles()) {
                return null;
            }
        }
        Optional<InputStream> archive;
        try {
            archive = store.get(digest);
        } catch (IOException e) {
            return new UnreadableOutputException(e).getMessage();
        }
        if (archive.isEmpty()) {
            return "the outputs are no longer kept";
        }
        try (OutputArchiveReader reader = new OutputArchiveReader(archive.get(), digest, limits)) {
            if (!need.isListed()) {
                need.compare(top, reader.list());
            }
            if (need.lacksFiles()) {
                staged.stage(reader, need.lacking());
            }
            return null;
        } catch (DamagedOutputException e) {
            store.remove(digest);
            return e.getMessage();
        } catch (UnreadableOutputException e) {
            return e.getMessage();
        }
    }

    /** Names what cannot be in one tree, and collects whose each path is. */
    private String conflict(List<RestoredNeed> needs, Map<String, JobKey> placed) throws IOException {
        Map<String, OutputEntry> entries = new HashMap<>();
        boolean lacking = false;
        for (RestoredNeed need : needs) {
            JobKey job = need.needed().job();
            lacking |= !need.lacking().isEmpty();
            for (OutputEntry entry : need.list().entries()) {
                JobKey other = placed.putIfAbsent(entry.path(), job);
                if (other != null && !entries.get(entry.path()).equals(entry)) {
                    return OutputPaths.shown(entry.path()) + " is an output of " + other + " and of " + job;
                }
                entries.put(entry.path(), entry);
            }
        }
        if (!lacking) {
            return null;
        }
        for (String path : entries.keySet()) {
            for (String at = OutputPaths.parent(path); !at.isEmpty(); at = OutputPaths.parent(at)) {
                if (entries.containsKey(at)) {
                    return OutputPaths.shown(at) + " is an output of " + placed.get(at) + ", and a directory of "
                            + placed.get(path);
                }
            }
        }
        return FoldedNames.foldsIn(workspace.state()) ? FoldedNames.conflict(entries.keySet()) : null;
    }

    private RestoreResult change(Path top, List<RestoredNeed> needs, StagedOutputs staged, Goal goal)
            throws IOException {
        int written = 0;
        int removed = 0;
        int present = 0;
        try (TreeChanges changes = new TreeChanges(top, workspace.aside(), goal.tracked())) {
            for (RestoredNeed need : needs) {
                removed += removeSurplus(need, top, goal, changes);
            }
            for (RestoredNeed need : needs) {
                for (OutputEntry entry : need.lacking().values()) {
                    if (need.isFirstWith(entry, goal.placed())) {
                        changes.place(staged.take(entry), entry.path(), need.isOurs(entry.path(), top));
                        written++;
                    }
                }
                present += need.list().entries().size() - need.lacking().size();
            }
            record(top, needs, goal);
            return new RestoreResult.Restored(
                    written, removed, present, List.copyOf(changes.setAside()), Map.copyOf(goal.placed()));
        }
    }

    private static int removeSurplus(RestoredNeed need, Path top, Goal goal, TreeChanges changes) throws IOException {
        int removed = 0;
        for (String path : need.found().keySet()) {
            if (!goal.placed().containsKey(path) && !goal.tracked().test(path)) {
                changes.remove(path, need.isOurs(path, top));
                removed++;
            }
        }
        return removed;
    }

    /** Gives all files one time, and remembers what is in place now. */
    private void record(Path top, List<RestoredNeed> needs, Goal goal) throws IOException {
        boolean retimed = !haveOneTime(needs, goal.laterThan());
        FileTime time = time(goal);
        for (RestoredNeed need : needs) {
            if (!retimed && !need.isNewlySeen()) {
                continue;
            }
            Map<String, FileStat> stats = new HashMap<>();
            for (OutputEntry entry : need.list().entries()) {
                Path file = DiskNames.resolve(top, entry.path());
                FileStat stat = need.stat(entry);
                if (retimed && !entry.isLink()) {
                    DiskFiles.setTime(file, time);
                    stat = null;
                }
                stats.put(entry.path(), stat);
            }
            need.record(stats);
        }
        for (RestoredNeed need : needs) {
            if (need.recorded() != null) {
                Map<String, FileStat> stats = need.recorded();
                for (Map.Entry<String, FileStat> each : stats.entrySet()) {
                    if (each.getValue() == null) {
                        each.setValue(FileStat.of(DiskNames.resolve(top, each.getKey())));
                    }
                }
                workspace.manifest().write(need.needed().job(), new Placement(need.list(), goal.observed(), stats));
            }
        }
    }

    private static boolean haveOneTime(Collection<RestoredNeed> needs, Instant laterThan) {
        long first = Long.MIN_VALUE;
        for (RestoredNeed need : needs) {
            if (need.lacksFiles()) {
                return false;
            }
            for (OutputEntry entry : need.list().entries()) {
                long time = entry.isLink() ? first : need.stat(entry).modified();
                if (first != Long.MIN_VALUE && time != first) {
                    return false;
                }
                first = time;
            }
        }
        return first == Long.MIN_VALUE || first > FileTime.from(laterThan).to(TimeUnit.NANOSECONDS);
    }

    /** Now, in whole milliseconds, which every file system and Java keep alike; but later than it has to be. */
    private static FileTime time(Goal goal) {
        long now = TimeUnit.NANOSECONDS.toMillis(goal.observed());
        return FileTime.fromMillis(Math.max(now, goal.laterThan().toEpochMilli() + 1));
    }

    /**
     * Removes the outputs of a job before it runs, so that none is captured which it did not make.
     *
     * @param tracked which paths git tracks: these stay
     * @return where that is now which was not this tool's
     */
    public List<Path> clear(JobKey job, OutputGlobs globs, Predicate<String> tracked) throws IOException {
        Path top = workspace.top().toRealPath();
        NeededOutputs none = new NeededOutputs(job, OutputList.of(List.of()).digest(), globs);
        RestoredNeed need = new RestoredNeed(none, workspace.manifest().read(job), OutputFinder.find(top, globs));
        try (TreeChanges changes = new TreeChanges(top, workspace.aside(), tracked)) {
            removeSurplus(need, top, new Goal(Map.of(), Instant.EPOCH, tracked, 0), changes);
            workspace.manifest().remove(job);
            return List.copyOf(changes.setAside());
        }
    }
}
