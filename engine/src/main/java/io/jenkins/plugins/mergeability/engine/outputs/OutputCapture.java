package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.hash.ContentDigest;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskFiles;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskNames;
import io.jenkins.plugins.mergeability.engine.outputs.disk.FileStat;
import io.jenkins.plugins.mergeability.engine.outputs.disk.FoldedNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Captures what a job has left, after it passed. */
public final class OutputCapture {

    /** How many reasons for not keeping outputs are named. */
    static final int MAX_REASONS = 10;

    private final OutputWorkspace workspace;
    private final OutputLimits limits;

    public OutputCapture(OutputWorkspace workspace, OutputLimits limits) {
        this.workspace = workspace;
        this.limits = limits;
    }

    /**
     * Lists and hashes the outputs of a job, and remembers that they are in place. Nothing is written elsewhere before
     * the archive is put into a store, which can be left out if the store has the digest.
     *
     * @param others of each output of other jobs in this working tree, the job it is of
     */
    public CaptureResult capture(JobKey job, OutputGlobs globs, Map<String, JobKey> others) {
        try {
            Path top = workspace.top().toRealPath();
            long observed = workspace.now();
            Map<String, FileStat> found = new TreeMap<>(OutputFinder.find(top, globs));
            String failure = failure(job, globs, others, found);
            if (failure != null) {
                return new CaptureResult.Failed(failure);
            }
            List<String> reasons = reasonsNotToKeep(top, found);
            return reasons.isEmpty()
                    ? capture(job, top, observed, found)
                    : new CaptureResult.NotKept(List.copyOf(reasons));
        } catch (IOException | IllegalArgumentException e) {
            return new CaptureResult.NotKept(List.of(reason(e)));
        }
    }

    private CaptureResult capture(JobKey job, Path top, long observed, Map<String, FileStat> found) throws IOException {
        List<OutputEntry> entries = new ArrayList<>(found.size());
        for (Map.Entry<String, FileStat> each : found.entrySet()) {
            Path file = DiskNames.resolve(top, each.getKey());
            FileStat stat = each.getValue();
            if (stat.type() == FileStat.Type.LINK) {
                entries.add(OutputEntry.link(each.getKey(), DiskFiles.linkTarget(file)));
            } else {
                OutputEntry entry = new OutputEntry(
                        each.getKey(), OutputEntry.Kind.of(stat), stat.size(), ContentDigest.of(file, stat.size()));
                if (!stat.isOf(file)) {
                    throw new IOException(OutputPaths.shown(each.getKey()) + " was changed while it was captured");
                }
                entries.add(entry);
            }
        }
        OutputList list = OutputList.of(entries);
        if (list.encoded().length > OutputList.MAX_BYTES) {
            throw new IOException("the list of its outputs is longer than " + OutputList.MAX_BYTES + " bytes");
        }
        workspace.manifest().write(job, new Placement(list, observed, found));
        return new CaptureResult.Captured(list, new CapturedArchive(top, list, found), InPlace.exactly(found));
    }

    private String failure(JobKey job, OutputGlobs globs, Map<String, JobKey> others, Map<String, FileStat> found)
            throws IOException {
        if (found.isEmpty() && !globs.patterns().isEmpty()) {
            return "no file matches its outputs: " + globs + hint(globs);
        }
        for (String path : found.keySet()) {
            JobKey other = others.get(path);
            if (other != null && !other.equals(job)) {
                return OutputPaths.shown(path) + " is an output of " + other + " and of " + job;
            }
        }
        if (workspace.foldsNames()) {
            return FoldedNames.conflict(found.keySet());
        }
        return null;
    }

    /** What a glob may have been meant for. */
    private String hint(OutputGlobs globs) throws IOException {
        Path top = workspace.top().toRealPath();
        for (String pattern : globs.patterns()) {
            String path = pattern.endsWith("/**") ? pattern.substring(0, pattern.length() - 3) : pattern;
            if (OutputPaths.problem(path) != null || !OutputFinder.isReachable(top, OutputPaths.parent(path))) {
                continue;
            }
            FileStat stat = FileStat.of(DiskNames.resolve(top, path));
            if (stat != null && stat.isDirectory() && path.equals(pattern)) {
                return "; " + OutputPaths.shown(path) + " is a directory: write " + OutputPaths.shown(path + "/**");
            }
            if (stat != null && stat.type() == FileStat.Type.LINK && !path.equals(pattern)) {
                return "; " + OutputPaths.shown(path) + " is a link, which is not followed";
            }
        }
        return "";
    }

    private List<String> reasonsNotToKeep(Path top, Map<String, FileStat> found) throws IOException {
        List<String> reasons = new ArrayList<>();
        long size = 0;
        for (Map.Entry<String, FileStat> each : found.entrySet()) {
            String path = each.getKey();
            FileStat stat = each.getValue();
            String problem = OutputPaths.problem(path);
            if (problem == null && stat.type() == FileStat.Type.SPECIAL) {
                problem = "is neither a file nor a link";
            } else if (problem == null && stat.type() == FileStat.Type.LINK) {
                problem = linkProblem(top, path);
            } else if (stat.type() == FileStat.Type.FILE) {
                size += stat.size();
            }
            if (problem != null && reasons.size() < MAX_REASONS) {
                reasons.add(OutputPaths.shown(path) + " " + problem);
            }
        }
        if (size > limits.maxBytes() && reasons.size() < MAX_REASONS) {
            reasons.add("its outputs have " + size + " bytes, more than " + limits.maxBytes());
        }
        if (found.size() > limits.maxEntries() && reasons.size() < MAX_REASONS) {
            reasons.add("its outputs are " + found.size() + " files, more than " + limits.maxEntries());
        }
        return reasons;
    }

    /** Also of a link that leaves the repository only through another link. */
    private static String linkProblem(Path top, String path) throws IOException {
        Path link = DiskNames.resolve(top, path);
        String target = DiskFiles.linkTarget(link);
        String problem = OutputPaths.linkProblem(path, target);
        if (problem == null) {
            Path real;
            try {
                real = link.toRealPath();
            } catch (IOException e) {
                return null; // it leads to nothing, which is nothing outside
            }
            if (!real.startsWith(top)) {
                problem = "is a link that leaves the repository, to " + OutputPaths.shown(target);
            }
        }
        return problem;
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
