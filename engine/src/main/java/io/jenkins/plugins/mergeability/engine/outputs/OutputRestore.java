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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        long now = TimeUnit.NANOSECONDS.toMillis(workspace.now());
        // In whole milliseconds, which every file system and Java keep alike.
        Instant time = Instant.ofEpochMilli(Math.max(now, laterThan.toEpochMilli() + 1));
        return restore(needs, new Times(laterThan, time), tracked, changed -> true)
                .orElseThrow();
    }

    /**
     * When files are modified, as the file system says.
     *
     * @param laterThan what the time of all files is later than
     * @param time the time that files get where they have not all the same, or an earlier one; in whole milliseconds
     */
    public record Times(Instant laterThan, Instant time) {

        /** The first time that differs from an earlier one. */
        public static Times after(Instant time) {
            return new Times(time, Instant.ofEpochMilli(time.toEpochMilli() + 1));
        }
    }

    /**
     * The same where others may be using what would be changed.
     *
     * @param mayChange whether the outputs of these jobs may be changed
     * @return the result; empty if something would have to be changed that may not, and nothing was
     */
    public Optional<RestoreResult> restore(
            List<NeededOutputs> needs, Times times, Predicate<String> tracked, Predicate<Set<JobKey>> mayChange)
            throws IOException {
        Path top = workspace.top().toRealPath();
        long observed = workspace.now();
        try (StagedOutputs staged = new StagedOutputs(workspace)) {
            List<RestoredNeed> restored = new ArrayList<>(needs.size());
            Map<NeededOutputs, String> missing = new LinkedHashMap<>();
            for (NeededOutputs needed : distinct(needs)) {
                RestoredNeed need = need(needed, top, observed);
                String reason = stage(need, top, staged);
                if (reason != null) {
                    missing.put(needed, reason);
                }
                restored.add(need);
            }
            if (!missing.isEmpty()) {
                return Optional.of(new RestoreResult.Missing(missing));
            }
            Map<String, JobKey> placed = new HashMap<>();
            String conflict = conflict(restored, placed);
            if (conflict != null) {
                return Optional.of(new RestoreResult.Refused(conflict));
            }
            Goal goal = new Goal(placed, times, tracked, observed);
            Set<JobKey> changed = changed(restored, goal);
            return changed.isEmpty() || mayChange.test(changed)
                    ? Optional.of(change(top, restored, staged, goal))
                    : Optional.empty();
        }
    }

    /** The jobs whose outputs are not in place exactly, or get another time. */
    private static Set<JobKey> changed(List<RestoredNeed> needs, Goal goal) {
        boolean retimed = !haveOneTime(needs, goal.times().laterThan());
        Set<JobKey> changed = new LinkedHashSet<>();
        for (RestoredNeed need : needs) {
            if (!need.lacking().isEmpty()
                    || retimed && need.hasOtherTime(goal.time())
                    || need.found().keySet().stream().anyMatch(path -> isSurplus(path, goal))) {
                changed.add(need.needed().job());
            }
        }
        return changed;
    }

    private RestoredNeed need(NeededOutputs needed, Path top, long observed) throws IOException {
        JobKey job = needed.job();
        return new RestoredNeed(
                needed,
                workspace.manifest().read(job),
                workspace.manifest().left(job).read(),
                OutputFinder.find(top, needed.globs()),
                observed);
    }

    /**
     * A job has ended that found outputs. What it left beside them is remembered, so that it is not taken for a file of a
     * person.
     *
     * @param since when the job began, in the file system's time
     * @return whether the outputs that were in place are no longer; files beside them do not count
     */
    public boolean found(NeededOutputs needed, long since) throws IOException {
        Path top = workspace.top().toRealPath();
        RestoredNeed need = need(needed, top, since);
        rememberLeft(need, since);
        if (!need.isListed()) {
            return true;
        }
        need.compare(top, need.before().list());
        return !need.lacking().isEmpty();
    }

    /**
     * Remembers what a job has left where its outputs are, if none are captured.
     *
     * @param since when the job began, in the file system's time
     */
    public void rememberLeft(JobKey job, OutputGlobs globs, long since) throws IOException {
        NeededOutputs none = new NeededOutputs(job, OutputList.of(List.of()).digest(), globs);
        rememberLeft(need(none, workspace.top().toRealPath(), since), since);
    }

    private void rememberLeft(RestoredNeed need, long since) throws IOException {
        Map<String, FileStat> left = new HashMap<>(need.left());
        boolean any = false;
        for (Map.Entry<String, FileStat> each : need.found().entrySet()) {
            boolean known = need.before() != null
                    && each.getValue().equals(need.before().stats().get(each.getKey()));
            if (!known && each.getValue().touched() >= since) {
                left.put(each.getKey(), each.getValue());
                any = true;
            }
        }
        if (any) {
            workspace.manifest().left(need.needed().job()).write(left);
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

    private record Goal(Map<String, JobKey> placed, Times times, Predicate<String> tracked, long observed) {

        FileTime time() {
            return FileTime.from(times.time());
        }
    }

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

    private static boolean isSurplus(String path, Goal goal) {
        return !goal.placed().containsKey(path) && !goal.tracked().test(path);
    }

    private static int removeSurplus(RestoredNeed need, Path top, Goal goal, TreeChanges changes) throws IOException {
        int removed = 0;
        for (String path : need.found().keySet()) {
            if (isSurplus(path, goal)) {
                changes.remove(path, need.isOurs(path, top));
                removed++;
            }
        }
        return removed;
    }

    /** Gives all files one time, and remembers what is in place now. */
    private void record(Path top, List<RestoredNeed> needs, Goal goal) throws IOException {
        boolean retimed = !haveOneTime(needs, goal.times().laterThan());
        FileTime time = goal.time();
        for (RestoredNeed need : needs) {
            if (!retimed && !need.isNewlySeen()) {
                continue;
            }
            Map<String, FileStat> stats = new HashMap<>();
            for (OutputEntry entry : need.list().entries()) {
                Path file = DiskNames.resolve(top, entry.path());
                FileStat stat = need.stat(entry);
                if (retimed && !entry.isLink() && need.hasOtherTime(entry, time)) {
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

    /**
     * Removes the outputs of a job before it runs, so that none is captured which it did not make.
     *
     * @param tracked which paths git tracks: these stay
     * @return where that is now which was not this tool's
     */
    public List<Path> clear(JobKey job, OutputGlobs globs, Predicate<String> tracked) throws IOException {
        Path top = workspace.top().toRealPath();
        NeededOutputs none = new NeededOutputs(job, OutputList.of(List.of()).digest(), globs);
        RestoredNeed need = need(none, top, 0);
        try (TreeChanges changes = new TreeChanges(top, workspace.aside(), tracked)) {
            removeSurplus(need, top, new Goal(Map.of(), Times.after(Instant.EPOCH), tracked, 0), changes);
            workspace.manifest().remove(job);
            workspace.manifest().left(job).remove();
            return List.copyOf(changes.setAside());
        }
    }
}
