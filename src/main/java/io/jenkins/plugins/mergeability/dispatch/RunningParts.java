package io.jenkins.plugins.mergeability.dispatch;

import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is known of jobs that run and only their end brings into the record. As part of the pipeline's program it is as old
 * or as new as the program is after a restart.
 */
final class RunningParts implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The flow nodes of the steps that run commands, by the job and the path. */
    private final HashMap<String, String> nodes = new HashMap<>();

    /** How much earlier than planned a timer may go off, in milliseconds. */
    private static final long EARLY = 100;

    /** For how long after its time is up Jenkins may be busy with ending what a step has started, in milliseconds. */
    private static final long ENDING = 60_000;

    /** When the time of parts is up, by the job and the path; in milliseconds since 1970. */
    private final HashMap<String, Long> deadlines = new HashMap<>();

    /** When Jenkins last ended parts that were not over, by the job and the path; in milliseconds since 1970. */
    private final HashMap<String, Long> ends = new HashMap<>();

    /** How often parallels have begun, by the job and the path. */
    private final HashMap<String, Integer> parallels = new HashMap<>();

    /** The jobs in which something passed that had failed before. */
    private final HashSet<String> passedAfterFailure = new HashSet<>();

    /** What is to be said of jobs of which a part was ended as its time was up. */
    private final HashMap<String, String> timeouts = new HashMap<>();

    /** A step that runs commands has begun. */
    void begun(String job, String path, String node) {
        nodes.put(job + ' ' + path, node);
    }

    /** A part of a job begins whose time will be up then. */
    void timed(String job, String path, long deadline) {
        deadlines.put(job + ' ' + path, deadline);
    }

    /** It has ended in time. */
    void inTime(String job, String path) {
        deadlines.remove(job + ' ' + path);
    }

    /** Whether at this time the time of a part is up. */
    boolean isTimeUp(String job, String path, long now) {
        return now >= deadlines.get(job + ' ' + path) - EARLY;
    }

    /** Jenkins ends a part of a job that is not over. */
    void ends(String job, String path, long now) {
        ends.put(job + ' ' + path, now);
    }

    /** Whether at this time Jenkins may be ending a part of a job that the part at this path is no part of. */
    boolean isEndedBeside(String job, String path, long now) {
        return Stream.of(deadlines, ends)
                .flatMap(parts -> parts.entrySet().stream())
                .filter(part -> part.getKey().startsWith(job + ' '))
                .filter(part -> !within(path, part.getKey().substring(job.length() + 1)))
                .anyMatch(part -> now >= part.getValue() - EARLY && now <= part.getValue() + ENDING);
    }

    private static boolean within(String path, String whole) {
        return whole.isEmpty() || path.equals(whole) || path.startsWith(whole + '.');
    }

    /** A parallel of a job begins; returns how often it has by now. */
    int parallel(String job, String path) {
        return parallels.merge(job + ' ' + path, 1, Integer::sum);
    }

    /** A step that ran commands has ended; returns its flow node, or null. */
    String ended(String job, String path) {
        return nodes.remove(job + ' ' + path);
    }

    /** The steps that were ended in the middle of a part of a job: their flow nodes by their paths. */
    Map<String, String> timedOut(String job, String path, String words) {
        timeouts.put(job, words);
        Map<String, String> cut = new HashMap<>();
        for (String key : Set.copyOf(nodes.keySet())) {
            if (key.startsWith(job + ' ') && within(key.substring(job.length() + 1), path)) {
                cut.put(key.substring(job.length() + 1), nodes.remove(key));
            }
        }
        return cut;
    }

    /** Something in a job passed that had failed before. */
    void again(String job) {
        passedAfterFailure.add(job);
    }

    /** Whether something in a job that ends now passed after it had failed. */
    boolean passedAfterFailure(String job) {
        return passedAfterFailure.remove(job);
    }

    /** What is to be said of a job that ends now and of which no command failed. */
    String timeout(String job) {
        String words = timeouts.remove(job);
        return words == null ? FailureReasons.TIMED_OUT : words;
    }
}
