package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskNames;
import io.jenkins.plugins.mergeability.engine.outputs.disk.FileStat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Verifies that outputs which this process has put in place or captured are still there, and remembers what jobs have
 * left beside them, so that it is not taken for a file of a person.
 */
public final class OutputVerifier {

    /** How many files and directories are known in memory. */
    private static final int MAX_SEEN_FILES = 100_000;

    private final OutputWorkspace workspace;
    private final Predicate<String> tracked;
    private final Map<JobKey, Seen> seen = new HashMap<>();
    private int seenFiles;
    private final Set<String> reachable = ConcurrentHashMap.newKeySet();
    private Path top;

    /**
     * A verifier.
     *
     * @param tracked which paths git tracks: these are never surplus
     */
    public OutputVerifier(OutputWorkspace workspace, Predicate<String> tracked) {
        this.workspace = workspace;
        this.tracked = tracked;
    }

    /** Since now, or since directories were last changed, nothing is known of those that outputs are in. */
    public void forgetDirectories() {
        reachable.clear();
    }

    /**
     * Verifies outputs that were put in place or captured in this working tree. The directories that they are in are
     * verified once, until they are forgotten.
     *
     * @param observed a time of the file system before this
     * @param since what was written since then was left by jobs, in the file system's time
     */
    public InPlace verify(NeededOutputs needed, long observed, long since) throws IOException {
        Optional<InPlace> known = asSeen(needed);
        if (known.isPresent()) {
            return known.get();
        }
        forget(needed.job());
        RestoredNeed need = RestoredNeed.find(workspace, needed, top(), observed);
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
        InPlace inPlace = new InPlace(true, !hasSurplus(need, stats), ModificationTimes.of(stats.values()));
        if (need.found().size() == stats.size()) {
            remember(Seen.of(needed, inPlace, top, stats, need.directories(), observed), needed.job());
        }
        return inPlace;
    }

    /**
     * What is in place of outputs, if it is what was found before, by what the system says of it. Several threads may ask
     * at the same time, as long as nobody verifies.
     */
    private Optional<InPlace> asSeen(NeededOutputs needed) throws IOException {
        Seen known = seen.get(needed.job());
        return known != null && known.areThere(needed, top(), reachable)
                ? Optional.of(known.inPlace())
                : Optional.empty();
    }

    /**
     * The same as {@link #verify} of many, for those that are what was found before; the others are lacking in the result.
     * The system is asked by several threads.
     */
    public Map<JobKey, InPlace> asSeen(Collection<NeededOutputs> needed) throws IOException {
        top();
        Iterator<Optional<InPlace>> results =
                InParallel.map(needed, this::asSeen).iterator();
        Map<JobKey, InPlace> found = new HashMap<>();
        for (NeededOutputs need : needed) {
            results.next().ifPresent(inPlace -> found.put(need.job(), inPlace));
        }
        return found;
    }

    private Path top() throws IOException {
        if (top == null) {
            top = workspace.top().toRealPath();
        }
        return top;
    }

    private void remember(Seen outputs, JobKey job) {
        if (outputs != null && seenFiles + outputs.size() <= MAX_SEEN_FILES) {
            seenFiles += outputs.size();
            seen.put(job, outputs);
        }
    }

    private void forget(JobKey job) {
        Seen outputs = seen.remove(job);
        seenFiles -= outputs == null ? 0 : outputs.size();
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

    /**
     * Outputs that this process has found in place exactly. As long as the system says the same of each file, and of each
     * directory that was searched, nothing was changed, added or removed, so that nothing has to be listed or read.
     */
    private static final class Seen {

        private final NeededOutputs needed;
        private final InPlace inPlace;
        private final List<Path> paths;
        private final List<FileStat> stats;

        private Seen(NeededOutputs needed, InPlace inPlace, List<Path> paths, List<FileStat> stats) {
            this.needed = needed;
            this.inPlace = inPlace;
            this.paths = paths;
            this.stats = stats;
        }

        /**
         * What was found.
         *
         * @param files what the system said of each output
         * @param directories what it said of each directory, before it was listed
         * @param observed when, before that, in nanoseconds of the file system's time
         * @return null if a directory is missing, or something was changed so shortly before that it may be changed again without a trace
         */
        static Seen of(
                NeededOutputs needed,
                InPlace inPlace,
                Path top,
                Map<String, FileStat> files,
                Map<Path, FileStat> directories,
                long observed)
                throws IOException {
            List<Path> paths = new ArrayList<>(files.size() + directories.size());
            List<FileStat> stats = new ArrayList<>(files.size() + directories.size());
            for (String directory : needed.globs().directories()) {
                if (!directories.containsKey(DiskNames.resolve(top, directory))) {
                    return null; // nobody would notice that it is made
                }
            }
            for (Map.Entry<Path, FileStat> directory : directories.entrySet()) {
                if (!Placement.isSettled(directory.getValue(), observed)) {
                    return null;
                }
                paths.add(directory.getKey());
                stats.add(directory.getValue());
            }
            for (Map.Entry<String, FileStat> file : files.entrySet()) {
                if (!Placement.isSettled(file.getValue(), observed)) {
                    return null;
                }
                paths.add(DiskNames.resolve(top, file.getKey()));
                stats.add(file.getValue());
            }
            return new Seen(needed, inPlace, paths, stats);
        }

        /** How many files and directories are compared. */
        int size() {
            return paths.size();
        }

        InPlace inPlace() {
            return inPlace;
        }

        /** Whether these outputs are in place still. */
        boolean areThere(NeededOutputs wanted, Path top, Set<String> reachable) throws IOException {
            if (!wanted.digest().equals(needed.digest()) || wanted.globs() != needed.globs()) {
                return false;
            }
            for (String directory : needed.globs().directories()) {
                // It is one of those that are compared below.
                if (!OutputFinder.isReachable(top, OutputPaths.parent(directory), reachable)) {
                    return false;
                }
            }
            for (int i = 0; i < paths.size(); i++) {
                if (!stats.get(i).isOf(paths.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }
}
