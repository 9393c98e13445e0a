package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobNeeds;
import io.jenkins.plugins.mergeability.engine.outputs.disk.FileStat;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * When the files of outputs were modified, in nanoseconds since 1970.
 *
 * @param earliest the first time of any file
 * @param latest the last time of any file
 */
public record ModificationTimes(long earliest, long latest) {

    static final ModificationTimes NONE = new ModificationTimes(Long.MAX_VALUE, Long.MIN_VALUE);

    /** The times of files; links do not count. */
    static ModificationTimes of(Collection<FileStat> stats) {
        long earliest = Long.MAX_VALUE;
        long latest = Long.MIN_VALUE;
        for (FileStat stat : stats) {
            if (stat.type() == FileStat.Type.FILE) {
                earliest = Math.min(earliest, stat.modified());
                latest = Math.max(latest, stat.modified());
            }
        }
        return new ModificationTimes(earliest, latest);
    }

    /** These with that of one more file. */
    ModificationTimes with(FileTime time) {
        long added = time.to(TimeUnit.NANOSECONDS);
        return new ModificationTimes(Math.min(earliest, added), Math.max(latest, added));
    }

    /** Whether there is no file. */
    private boolean areNone() {
        return earliest > latest;
    }

    /** Whether all files of some outputs have one time, which is later than another one. */
    static boolean areOne(Collection<ModificationTimes> all, Instant laterThan) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (ModificationTimes times : all) {
            first = Math.min(first, times.earliest());
            last = Math.max(last, times.latest());
        }
        return first >= last && first > nanos(laterThan);
    }

    /**
     * Whether all files are later than another time, and no file is earlier than one of which it may be made. So make takes
     * none of them for out of date.
     *
     * @param madeOf the jobs that a job needs directly
     */
    public static boolean areInOrder(
            Map<JobKey, ModificationTimes> all, Instant laterThan, Function<JobKey, List<JobKey>> madeOf) {
        long least = nanos(laterThan);
        for (Map.Entry<JobKey, ModificationTimes> each : all.entrySet()) {
            long earliest = each.getValue().earliest();
            if (earliest <= least) {
                return false;
            }
            if (!each.getValue().areNone() && latestSource(each.getKey(), all, madeOf) > earliest) {
                return false;
            }
        }
        return true;
    }

    /** The last time of any file of which those of a job may be made; where a job leaves no file, of which its own may be. */
    private static long latestSource(
            JobKey job, Map<JobKey, ModificationTimes> all, Function<JobKey, List<JobKey>> madeOf) {
        Set<JobKey> sources = JobNeeds.of(
                job,
                madeOf,
                source -> !all.containsKey(source) || all.get(source).areNone());
        long latest = Long.MIN_VALUE;
        for (JobKey source : sources) {
            ModificationTimes times = all.get(source);
            if (times != null) {
                latest = Math.max(latest, times.latest());
            }
        }
        return latest;
    }

    private static long nanos(Instant time) {
        return FileTime.from(time).to(TimeUnit.NANOSECONDS);
    }
}
