package io.jenkins.plugins.mergeability.engine.cli.workspace;

import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskNames;
import io.jenkins.plugins.mergeability.engine.outputs.disk.FileStat;
import io.jenkins.plugins.mergeability.engine.plan.InputPaths;
import io.jenkins.plugins.mergeability.engine.plan.MapFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Finds the input files of jobs that were written since the jobs started, by the times of change of the files. Programs
 * cannot set that time, so it moves even if content, size and time of modification are put back; where a system has none,
 * the time of modification counts.
 */
final class WorkingTreeInputs {

    private final ComponentMap map;
    private final MapFiles files;
    private final String mapPath;
    private final Path top;

    /** @param mapPath the path of the map, which is an input of no job; empty if it is not in the repository */
    WorkingTreeInputs(ComponentMap map, MapFiles files, String mapPath, Path top) {
        this.map = map;
        this.files = files;
        this.mapPath = mapPath;
        this.top = top;
    }

    /**
     * The input files of each job that were written since it started, or are gone, sorted.
     *
     * @param tree the files of the working tree
     * @param started when each job started, by the clock of the file system
     */
    Map<JobKey, List<String>> writtenSince(Map<JobKey, Long> started, Snapshot tree) throws IOException {
        Set<JobRef> jobs = new TreeSet<>();
        started.keySet().forEach(job -> jobs.add(job.ref()));
        // Most files are an input of no job that has just ended, and need not be looked up on the disk.
        Map<String, Long> written =
                writtenSince(Collections.min(started.values()), tree, InputPaths.ofAny(map, files, jobs));
        Map<JobKey, List<String>> found = new HashMap<>();
        for (Map.Entry<JobKey, Long> job : started.entrySet()) {
            List<String> paths = new ArrayList<>();
            written.forEach((path, time) -> {
                if (time >= job.getValue()) {
                    paths.add(path);
                }
            });
            List<String> inputs = new ArrayList<>(
                    paths.isEmpty()
                            ? List.of()
                            : InputPaths.of(map, files, job.getKey().ref(), paths));
            for (JobRef each : InputPaths.jobs(map, job.getKey().ref())) {
                addLocal(each, job.getValue(), inputs);
            }
            inputs.sort(null);
            found.put(job.getKey(), inputs);
        }
        return found;
    }

    private Map<String, Long> writtenSince(long first, Snapshot tree, Predicate<String> inputs) throws IOException {
        Map<String, Long> written = new ConcurrentHashMap<>();
        try {
            IntStream.range(0, tree.size()).parallel().forEach(i -> {
                String path = tree.path(i);
                if (inputs.test(path) && !path.equals(mapPath)) {
                    long time = time(path);
                    if (time >= first) {
                        written.put(path, time);
                    }
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new TreeMap<>(written);
    }

    private void addLocal(JobRef job, long started, List<String> into) throws IOException {
        Component component = map.components().get(job.component());
        List<String> globs =
                component.jobs().get(job.job()).settings().files().inputs().local();
        if (!globs.isEmpty()) {
            for (Map.Entry<String, Path> file :
                    LocalFiles.find(top, component.root(), globs).entrySet()) {
                FileStat stat = FileStat.of(file.getValue());
                if (stat == null || stat.touched() >= started) {
                    into.add(file.getKey());
                }
            }
        }
    }

    /** When what is at a path was changed; never for a directory, such as of a submodule. */
    private long time(String path) {
        try {
            FileStat stat = FileStat.of(DiskNames.resolve(top, path));
            return stat == null ? Long.MAX_VALUE : stat.isDirectory() ? Long.MIN_VALUE : stat.touched();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
