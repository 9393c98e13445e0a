package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskFiles;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskNames;
import io.jenkins.plugins.mergeability.engine.outputs.disk.FileStat;
import io.jenkins.plugins.mergeability.engine.outputs.disk.FoldedNames;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
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
        return restore(needs, new Times(laterThan, time, Optional.empty()), tracked, NOBODY_RUNS)
                .orElseThrow();
    }

    /**
     * When files are modified, as the file system says.
     *
     * @param laterThan what the time of all files is later than
     * @param time the time that files get whose times are not fit; in whole milliseconds
     * @param madeOf of a job those that it needs directly: where given, files whose times are in the order in which
     *     they were made keep them
     */
    public record Times(Instant laterThan, Instant time, Optional<Function<JobKey, List<JobKey>>> madeOf) {

        /** The first time that differs from an earlier one. */
        public static Times after(Instant time) {
            return new Times(time, Instant.ofEpochMilli(time.toEpochMilli() + 1), Optional.empty());
        }

        /** The same where files keep times that are in order. */
        public Times inOrder(Function<JobKey, List<JobKey>> order) {
            return new Times(laterThan, time, Optional.of(order));
        }

        private boolean fit(Collection<RestoredNeed> needs) {
            Map<JobKey, ModificationTimes> all = new HashMap<>();
            for (RestoredNeed need : needs) {
                all.put(need.needed().job(), need.times(FileTime.from(time)));
            }
            return madeOf.isPresent()
                    ? ModificationTimes.areInOrder(all, laterThan, madeOf.get())
                    : ModificationTimes.areOne(all.values(), laterThan);
        }
    }

    /** What a restore may do where jobs are running. */
    public interface Permission {

        /** Whether the outputs of these jobs may be changed. */
        boolean mayChange(Set<JobKey> jobs);

        /**
         * Whether the outputs of a job are known to be in place exactly, so that they are not compared. Several threads
         * ask at the same time.
         */
        boolean isInPlace(JobKey job);
    }

    private static final Permission NOBODY_RUNS = new Permission() {
        @Override
        public boolean mayChange(Set<JobKey> jobs) {
            return true;
        }

        @Override
        public boolean isInPlace(JobKey job) {
            return false;
        }
    };

    /**
     * The same where others may be using what would be changed.
     *
     * @return the result; empty if something would have to be changed that may not, and nothing was
     */
    public Optional<RestoreResult> restore(
            List<NeededOutputs> needs, Times times, Predicate<String> tracked, Permission permission)
            throws IOException {
        Path top = workspace.top().toRealPath();
        long observed = workspace.now();
        try (StagedOutputs staged = new StagedOutputs(workspace)) {
            List<Staged> all = InParallel.map(distinct(needs), needed -> {
                RestoredNeed trusted = permission.isInPlace(needed.job()) ? trusted(needed, observed) : null;
                RestoredNeed need = trusted == null ? RestoredNeed.find(workspace, needed, top, observed) : trusted;
                return new Staged(need, stage(need, top, staged));
            });
            List<RestoredNeed> restored = new ArrayList<>(all.size());
            Map<NeededOutputs, String> missing = new LinkedHashMap<>();
            for (Staged each : all) {
                restored.add(each.need());
                if (each.missing() != null) {
                    missing.put(each.need().needed(), each.missing());
                }
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
            return changed.isEmpty() || permission.mayChange(changed)
                    ? Optional.of(change(top, restored, staged, goal))
                    : Optional.empty();
        }
    }

    /** The jobs whose outputs are not in place exactly, or get another time. */
    private static Set<JobKey> changed(List<RestoredNeed> needs, Goal goal) {
        boolean retimed = !goal.times().fit(needs);
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

    private RestoredNeed trusted(NeededOutputs needed, long observed) throws IOException {
        Placement placement = workspace.manifest().read(needed.job());
        return placement != null && placement.list().digest().equals(needed.digest())
                ? new RestoredNeed(
                                needed,
                                placement,
                                Map.of(),
                                new OutputFinder.Search(placement.stats(), Map.of()),
                                observed)
                        .trust()
                : null;
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

    /** A need of which what is lacking is staged, or why it cannot be had. */
    private record Staged(RestoredNeed need, String missing) {}

    /** Finds out what a need lacks and stages it; gives the reason if it cannot be had. */
    private String stage(RestoredNeed need, Path top, StagedOutputs staged) throws IOException {
        OutputDigest digest = need.needed().digest();
        if (need.isTrusted()) {
            return null;
        }
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
        return workspace.foldsNames() ? FoldedNames.conflict(entries.keySet()) : null;
    }

    private RestoreResult change(Path top, List<RestoredNeed> needs, StagedOutputs staged, Goal goal)
            throws IOException {
        int written = 0;
        int removed = 0;
        int present = 0;
        NavigableSet<String> changed = new TreeSet<>();
        try (TreeChanges changes = new TreeChanges(top, workspace.aside(), goal.tracked())) {
            for (RestoredNeed need : needs) {
                List<String> surplus = removeSurplus(need, top, goal, changes);
                removed += surplus.size();
                changed.addAll(surplus);
            }
            for (RestoredNeed need : needs) {
                for (OutputEntry entry : need.lacking().values()) {
                    if (need.isFirstWith(entry, goal.placed())) {
                        changes.place(staged.take(entry), entry.path(), need.isOurs(entry.path(), top));
                        written++;
                        changed.add(entry.path());
                    }
                }
                present += need.list().entries().size() - need.lacking().size();
            }
            changed.addAll(record(top, needs, goal));
            return new RestoreResult.Restored(
                    written,
                    removed,
                    present,
                    List.copyOf(changes.setAside()),
                    Map.copyOf(goal.placed()),
                    Collections.unmodifiableNavigableSet(changed));
        }
    }

    private static boolean isSurplus(String path, Goal goal) {
        return !goal.placed().containsKey(path) && !goal.tracked().test(path);
    }

    private static List<String> removeSurplus(RestoredNeed need, Path top, Goal goal, TreeChanges changes)
            throws IOException {
        List<String> removed = new ArrayList<>();
        for (String path : need.found().keySet()) {
            if (isSurplus(path, goal)) {
                changes.remove(path, need.isOurs(path, top));
                removed.add(path);
            }
        }
        return removed;
    }

    /** Gives files their time, and remembers what is in place now. Returns the paths that got another time. */
    private List<String> record(Path top, List<RestoredNeed> needs, Goal goal) throws IOException {
        List<String> other = new ArrayList<>();
        boolean retimed = !goal.times().fit(needs);
        FileTime time = goal.time();
        for (RestoredNeed need : needs) {
            if (!retimed && !need.isNewlySeen()) {
                continue;
            }
            Map<String, FileStat> stats = new HashMap<>();
            for (OutputEntry entry : need.list().entries()) {
                Path file = DiskNames.resolve(top, entry.path());
                FileStat stat = need.stat(entry);
                boolean written = need.lacking().containsKey(entry.path());
                if ((retimed || written) && !entry.isLink() && need.hasOtherTime(entry, time)) {
                    DiskFiles.setTime(file, time);
                    other.add(entry.path());
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
        return other;
    }

    /**
     * Removes the outputs of a job before it runs, so that none is captured which it did not make.
     *
     * @param tracked which paths git tracks: these stay
     */
    public Cleared clear(JobKey job, OutputGlobs globs, Predicate<String> tracked) throws IOException {
        return clear(job, globs, tracked, found -> {});
    }

    /**
     * The same.
     *
     * @param found receives the paths of what is there, if anything is, before it is removed
     */
    public Cleared clear(JobKey job, OutputGlobs globs, Predicate<String> tracked, Consumer<NavigableSet<String>> found)
            throws IOException {
        Path top = workspace.top().toRealPath();
        NeededOutputs none = new NeededOutputs(job, OutputList.of(List.of()).digest(), globs);
        RestoredNeed need = RestoredNeed.find(workspace, none, top, 0);
        if (!need.found().isEmpty()) {
            found.accept(new TreeSet<>(need.found().keySet()));
        }
        try (TreeChanges changes = new TreeChanges(top, workspace.aside(), tracked)) {
            List<String> removed =
                    removeSurplus(need, top, new Goal(Map.of(), Times.after(Instant.EPOCH), tracked, 0), changes);
            workspace.manifest().remove(job);
            workspace.manifest().left(job).remove();
            return new Cleared(
                    Collections.unmodifiableNavigableSet(new TreeSet<>(removed)), List.copyOf(changes.setAside()));
        }
    }

    /**
     * What was removed before a job runs.
     *
     * @param removed the paths that are there no longer
     * @param setAside where that is now which was not this tool's
     */
    public record Cleared(NavigableSet<String> removed, List<Path> setAside) {}
}
