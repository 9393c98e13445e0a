package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskNames;
import io.jenkins.plugins.mergeability.engine.outputs.disk.FileStat;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What is in place of one need, and what it lacks. */
final class RestoredNeed {

    private final NeededOutputs needed;
    private final Placement before;
    private final Map<String, FileStat> left;
    private final OutputFinder.Search search;
    private final long observed;
    private final Map<String, OutputEntry> lacking = new LinkedHashMap<>();
    private final Map<String, OutputEntry> entriesBefore = new LinkedHashMap<>();
    private OutputList list;
    private boolean newlySeen;
    private Map<String, FileStat> recorded;

    /**
     * A need before it is restored.
     *
     * @param before what was last seen in place; null if nothing was
     * @param left what jobs have left beside that
     * @param search what matches its globs
     * @param observed when, before it was found, in nanoseconds of the file system's time
     */
    RestoredNeed(
            NeededOutputs needed,
            Placement before,
            Map<String, FileStat> left,
            OutputFinder.Search search,
            long observed) {
        this.needed = needed;
        this.before = before;
        this.left = left;
        this.search = search;
        this.observed = observed;
    }

    NeededOutputs needed() {
        return needed;
    }

    Placement before() {
        return before;
    }

    Map<String, FileStat> left() {
        return left;
    }

    Map<String, FileStat> found() {
        return search.files();
    }

    /** What the system said of each directory that was searched. */
    Map<Path, FileStat> directories() {
        return search.directories();
    }

    OutputList list() {
        return list;
    }

    /** Whether what was last seen in place is what is needed, so that no archive is read to know it. */
    boolean isListed() {
        return before != null && before.list().digest().equals(needed.digest());
    }

    /** What is in place of a need. */
    static RestoredNeed find(OutputWorkspace workspace, NeededOutputs needed, Path top, long observed)
            throws IOException {
        JobKey job = needed.job();
        return new RestoredNeed(
                needed,
                workspace.manifest().read(job),
                workspace.manifest().left(job).read(),
                OutputFinder.search(top, needed.globs()),
                observed);
    }

    /** Takes what was last seen in place for what is there, without comparing it. */
    RestoredNeed trust() {
        list = before.list();
        return this;
    }

    boolean isTrusted() {
        return list != null;
    }

    /** Finds out what is lacking. What may have been changed without a trace is read. */
    void compare(Path top, OutputList wanted) throws IOException {
        compare(top, wanted, Placement::isBelieved);
    }

    /** The same where this process has seen what was in place. */
    void compareSeen(Path top) throws IOException {
        compare(top, before.list(), Placement::isBelievedByItsWriter);
    }

    private interface Belief {
        boolean holds(Placement known, OutputEntry entry, FileStat stat);
    }

    private void compare(Path top, OutputList wanted, Belief belief) throws IOException {
        list = wanted;
        Placement known = isListed() ? before : null;
        for (OutputEntry entry : wanted.entries()) {
            FileStat stat = found().get(entry.path());
            boolean believed = stat != null && known != null && belief.holds(known, entry, stat);
            if (believed && OutputEntry.Kind.of(stat) == entry.kind()) {
                continue;
            }
            newlySeen |= known == null || !known.recalls(entry, stat, observed);
            if (!Placement.isThere(entry, stat, DiskNames.resolve(top, entry.path()), null)) {
                lacking.put(entry.path(), entry);
            }
        }
    }

    /** What has to be written, by path. */
    Map<String, OutputEntry> lacking() {
        return lacking;
    }

    boolean lacksFiles() {
        for (OutputEntry entry : lacking.values()) {
            if (!entry.isLink()) {
                return true;
            }
        }
        return false;
    }

    /** Whether there is something to remember that was not known. */
    boolean isNewlySeen() {
        return newlySeen;
    }

    /** What the system says of an entry that was there; null of one that was not. */
    FileStat stat(OutputEntry entry) {
        return lacking.containsKey(entry.path()) ? null : found().get(entry.path());
    }

    /** When its files were modified; those that are lacking will have been at a time. */
    ModificationTimes times(FileTime time) {
        List<FileStat> stats = new ArrayList<>(list.entries().size());
        for (OutputEntry entry : list.entries()) {
            if (!lacking.containsKey(entry.path())) {
                stats.add(found().get(entry.path()));
            }
        }
        ModificationTimes present = ModificationTimes.of(stats);
        return lacksFiles() ? present.with(time) : present;
    }

    /** Whether a file of it has another time of modification than this one. */
    boolean hasOtherTime(FileTime time) {
        for (OutputEntry entry : list.entries()) {
            if (!entry.isLink() && hasOtherTime(entry, time)) {
                return true;
            }
        }
        return false;
    }

    boolean hasOtherTime(OutputEntry entry, FileTime time) {
        FileStat stat = stat(entry);
        return stat == null || stat.modified() != time.to(TimeUnit.NANOSECONDS);
    }

    /** Of two needs with one and the same file, the first writes it. */
    boolean isFirstWith(OutputEntry entry, Map<String, JobKey> placed) {
        return placed.get(entry.path()).equals(needed.job());
    }

    /** Whether what is at a path is what this tool or a job has left there, so that nothing is lost with it. */
    boolean isOurs(String path, Path top) throws IOException {
        FileStat seen = left.get(path);
        if (seen != null && seen.equals(found().get(path))) {
            return true;
        }
        if (before == null) {
            return false;
        }
        if (entriesBefore.isEmpty()) {
            for (OutputEntry entry : before.list().entries()) {
                entriesBefore.put(entry.path(), entry);
            }
        }
        OutputEntry entry = entriesBefore.get(path);
        FileStat stat = found().get(path);
        return entry != null && Placement.isThere(entry, stat, DiskNames.resolve(top, path), before);
    }

    void record(Map<String, FileStat> stats) {
        recorded = stats;
    }

    Map<String, FileStat> recorded() {
        return recorded;
    }
}
