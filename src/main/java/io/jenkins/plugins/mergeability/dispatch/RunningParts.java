package io.jenkins.plugins.mergeability.dispatch;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The state of the parts of running jobs that is not in the record yet. It is saved with the pipeline's program, so that it
 * matches the program after a restart.
 */
public final class RunningParts implements Serializable {

    private static final long serialVersionUID = 1L;

    /** How much earlier than planned a timer may fire, in milliseconds. */
    private static final long TIMER_TOLERANCE = 100;

    /** How long Jenkins may take to stop the processes of a step, in milliseconds. */
    private static final long STOP_DURATION = 60_000;

    /** The flow nodes of the steps that run commands, by job and path. */
    private final HashMap<String, String> nodes = new HashMap<>();

    /** The deadlines of parts, by job and path; in milliseconds since 1970. */
    private final HashMap<String, Long> deadlines = new HashMap<>();

    /** When a first failure last stopped the rest of a part, by job and path; in milliseconds since 1970. */
    private final HashMap<String, Long> stops = new HashMap<>();

    /** How often parallel parts have started, by job and path. */
    private final HashMap<String, Integer> parallels = new HashMap<>();

    /** The jobs in which something passed after it had failed. */
    private final HashSet<String> passedAfterFailure = new HashSet<>();

    /** The jobs whose preparation failed. */
    private final HashSet<String> unprepared = new HashSet<>();

    /** The failure reasons of jobs of which a part timed out. */
    private final HashMap<String, String> timeouts = new HashMap<>();

    /** The scripts that run, by job and path. */
    private final HashMap<String, ScriptRun> scripts = new HashMap<>();

    /** The takings of an agent, each with the job that runs in it, by job. */
    private final HashMap<String, String> takings = new HashMap<>();

    /** The jobs whose tracked files have been compared with the commit since they last ran. */
    private final HashSet<String> compared = new HashSet<>();

    /** Why a pass of a running job proves nothing, by job. */
    private final HashMap<String, String> doubts = new HashMap<>();

    /** A branch has claimed a job in a taking of a workspace. */
    public void claimed(String job, String taking) {
        takings.put(job, taking);
        compared.remove(job);
        doubts.remove(job);
    }

    /** The taking of a workspace in which a job runs; null if none is known. */
    public String taking(String job) {
        return takings.get(job);
    }

    /** How a job begins in the list of those that ran in a workspace while it has not passed there. */
    public static final String UNFINISHED = "!";

    /** The jobs that ran in a workspace since it was cleaned, by the taking of its agent. */
    private final HashMap<String, ArrayList<String>> ran = new HashMap<>();

    /** The jobs that find what others left in their workspace. */
    private final HashSet<String> finding = new HashSet<>();

    /** The jobs that ran in a workspace since it was cleaned. */
    public List<String> ran(String taking) {
        return List.copyOf(ran.getOrDefault(taking, new ArrayList<>()));
    }

    /**
     * A job starts in a workspace.
     *
     * @param finds whether it finds what others left there
     */
    public void starts(String key, String job, String taking, boolean finds) {
        ArrayList<String> jobs = ran.computeIfAbsent(taking, name -> new ArrayList<>());
        if (finds) {
            finding.add(key);
        } else {
            finding.remove(key);
            jobs.clear();
        }
        jobs.add(UNFINISHED + job);
    }

    /** A job has passed in a workspace. */
    public void passed(String job, String taking) {
        ArrayList<String> jobs = ran.get(taking);
        if (jobs != null && jobs.remove(UNFINISHED + job)) {
            jobs.add(job);
        }
    }

    /** Whether a job finds what others left in its workspace. */
    public boolean finds(String key) {
        return finding.contains(key);
    }

    /** The tracked files have been compared after a job. */
    public void compared(String job) {
        compared.add(job);
    }

    /** Whether the tracked files have been compared after a job. */
    public boolean isCompared(String job) {
        return compared.contains(job);
    }

    /** Something was found because of which a pass of a job proves nothing. */
    public void doubted(String job, String why) {
        doubts.putIfAbsent(job, why);
    }

    /** Why a pass of a job proves nothing; empty if nothing was found. */
    public Optional<String> doubt(String job) {
        return Optional.ofNullable(doubts.get(job));
    }

    /** A script has been made. */
    public void scriptMade(String job, String path, ScriptRun script) {
        scripts.put(job + ' ' + path, script);
    }

    /** A script that runs. */
    public ScriptRun script(String job, String path) {
        return scripts.get(job + ' ' + path);
    }

    /** A script has ended. */
    public ScriptRun scriptEnded(String job, String path) {
        return scripts.remove(job + ' ' + path);
    }

    /** A job has ended, or its taking of an agent has. */
    public void jobEnded(String job) {
        takings.remove(job);
        compared.remove(job);
        finding.remove(job);
        doubts.remove(job);
        scripts.keySet().removeIf(script -> script.startsWith(job + ' '));
    }

    /** A step that runs commands has started. */
    public void commandsStarted(String job, String path, String node) {
        nodes.put(job + ' ' + path, node);
    }

    /** A step that ran commands has ended; returns its flow node, or null. */
    public String commandsEnded(String job, String path) {
        return nodes.remove(job + ' ' + path);
    }

    /** A part with a timeout has started. */
    public void timeoutStarted(String job, String path, long deadline) {
        deadlines.put(job + ' ' + path, deadline);
    }

    /** A part with a timeout has ended in time. */
    public void timeoutEnded(String job, String path) {
        deadlines.remove(job + ' ' + path);
    }

    /** Whether the deadline of a part has passed. */
    public boolean isPastDeadline(String job, String path, long now) {
        return now >= deadlines.get(job + ' ' + path) - TIMER_TOLERANCE;
    }

    /** Jenkins stops what still runs in a part, because of a first failure. */
    public void stopping(String job, String path, long now) {
        stops.put(job + ' ' + path, now);
    }

    /** Whether Jenkins may be stopping another part of the job, one that does not contain the part at this path. */
    public boolean isSiblingStopping(String job, String path, long now) {
        return Stream.of(deadlines, stops)
                .flatMap(parts -> parts.entrySet().stream())
                .filter(part -> part.getKey().startsWith(job + ' '))
                .filter(part -> !within(path, part.getKey().substring(job.length() + 1)))
                .anyMatch(part -> now >= part.getValue() - TIMER_TOLERANCE && now <= part.getValue() + STOP_DURATION);
    }

    private static boolean within(String path, String whole) {
        return whole.isEmpty() || path.equals(whole) || path.startsWith(whole + '.');
    }

    /** A parallel part has started; returns how often it has by now. */
    public int parallelStarted(String job, String path) {
        return parallels.merge(job + ' ' + path, 1, Integer::sum);
    }

    /**
     * A part timed out.
     *
     * @return the flow nodes of the steps that were stopped in it, by path
     */
    public Map<String, String> timedOut(String job, String path, String reason) {
        timeouts.put(job, reason);
        Map<String, String> stopped = new HashMap<>();
        for (String key : Set.copyOf(nodes.keySet())) {
            if (key.startsWith(job + ' ') && within(key.substring(job.length() + 1), path)) {
                stopped.put(key.substring(job.length() + 1), nodes.remove(key));
            }
        }
        return stopped;
    }

    /** A job failed that ran before another in its workspace. */
    public void preparationFailed(String job) {
        unprepared.add(job);
    }

    /** Whether a job failed that ran before this one in its workspace; this one has ended. */
    public boolean removeFailedPreparation(String job) {
        return unprepared.remove(job);
    }

    /** Something in a job passed after it had failed. */
    public void passedAfterFailure(String job) {
        passedAfterFailure.add(job);
    }

    /** Whether something in a job passed after it had failed; the job has ended. */
    public boolean removePassedAfterFailure(String job) {
        return passedAfterFailure.remove(job);
    }

    /** The failure reason of a job of which no command failed; the job has ended. */
    public String removeTimeout(String job) {
        String reason = timeouts.remove(job);
        return reason == null ? FailureReasons.TIMED_OUT : reason;
    }
}
