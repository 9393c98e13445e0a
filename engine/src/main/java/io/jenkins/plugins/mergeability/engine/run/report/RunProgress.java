package io.jenkins.plugins.mergeability.engine.run.report;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.report.LogText;
import io.jenkins.plugins.mergeability.engine.run.CommandResult;
import io.jenkins.plugins.mergeability.engine.run.JobResult;
import io.jenkins.plugins.mergeability.engine.run.RunListener;
import io.jenkins.plugins.mergeability.engine.run.WaitReason;
import io.jenkins.plugins.mergeability.engine.text.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The progress of a run: which jobs run, which wait and for what, which have ended; and its status in a few lines. */
final class RunProgress implements RunListener {

    private static final class RunningJob {
        private final long since;
        private final Map<String, String> commands = new LinkedHashMap<>();

        RunningJob(long since) {
            this.since = since;
        }
    }

    private final Symbols symbols;
    private final Map<JobKey, Set<JobKey>> openNeeds = new HashMap<>();
    private final Map<JobKey, RunningJob> running = new LinkedHashMap<>();
    private final Map<JobKey, WaitReason> waiting = new TreeMap<>();
    private final List<JobResult> ended = new ArrayList<>();
    private final long start = System.nanoTime();
    private int total;
    private int done;
    private int failed;
    private boolean changed;

    RunProgress(Plan plan, Symbols symbols) {
        this.symbols = symbols;
        for (PlannedComponent component : plan.components()) {
            for (PlannedJob job : component.jobs()) {
                if (job.state() == JobState.RUN) {
                    total++;
                    openNeeds.put(job.key(), new LinkedHashSet<>(job.needs()));
                }
            }
        }
        for (Set<JobKey> needs : openNeeds.values()) {
            needs.retainAll(openNeeds.keySet());
        }
    }

    Symbols symbols() {
        return symbols;
    }

    @Override
    public synchronized void jobWaits(JobKey job, WaitReason wait) {
        waiting.put(job, wait);
        changed();
    }

    @Override
    public synchronized void jobStarted(JobKey job) {
        waiting.remove(job);
        running.put(job, new RunningJob(System.nanoTime()));
        changed();
    }

    @Override
    public synchronized void commandStarted(JobKey job, String name, String command) {
        running.get(job).commands.put(name, command);
        changed();
    }

    @Override
    public synchronized void commandEnded(JobKey job, CommandResult result) {
        running.get(job).commands.remove(result.name());
        changed();
    }

    @Override
    public synchronized void jobEnded(JobResult result) {
        waiting.remove(result.key());
        running.remove(result.key());
        openNeeds.remove(result.key());
        done++;
        failed += result.failed() ? 1 : 0;
        ended.add(result);
        changed();
    }

    private void changed() {
        changed = true;
        notifyAll();
    }

    /** Waits for a change since the last status, within a time limit. */
    synchronized void awaitChange(long millis) throws InterruptedException {
        if (!changed) {
            wait(millis);
        }
    }

    /** The results since the last call. */
    synchronized List<JobResult> takeEnded() {
        List<JobResult> taken = List.copyOf(ended);
        ended.clear();
        return taken;
    }

    /** The status in lines of at most this width; at most this many, which is at least 1. */
    synchronized List<String> render(int width, int height) {
        changed = false;
        List<String> lines = new ArrayList<>();
        long now = System.nanoTime();
        lines.add(fit(header(now), width));
        int room = Math.max(0, height - 1);
        int forWaiting = Math.min(waiting.size(), Math.max(room / 3, room - running.size()));
        addRunning(lines, room - forWaiting, width, now);
        addWaiting(lines, height - lines.size(), width);
        return lines;
    }

    private String header(long now) {
        return done + "/" + total + " done" + (failed > 0 ? ", " + failed + " failed" : "")
                + (running.isEmpty() ? "" : ", " + running.size() + " running")
                + (waiting.isEmpty() ? "" : ", " + waiting.size() + " waiting")
                + "  " + elapsed(start, now);
    }

    private void addRunning(List<String> lines, int room, int width, long now) {
        int shown = running.size() <= room ? running.size() : Math.max(0, room - 1);
        int left = shown;
        for (Map.Entry<JobKey, RunningJob> entry : running.entrySet()) {
            if (left-- == 0) {
                break;
            }
            String elapsed = elapsed(entry.getValue().since, now);
            String head = "  " + symbols.running() + " " + entry.getKey() + "  " + elapsed;
            lines.add(fit(head + "  " + what(entry.getValue().commands), width));
        }
        if (shown < running.size() && room > 0) {
            lines.add(fit("  " + symbols.ellipsis() + " " + (running.size() - shown) + " more running", width));
        }
    }

    private String what(Map<String, String> commands) {
        if (commands.isEmpty()) {
            return "";
        }
        Map.Entry<String, String> first = commands.entrySet().iterator().next();
        String more = commands.size() > 1 ? " (and " + (commands.size() - 1) + " more)" : "";
        return LogText.oneLine(first.getKey(), symbols.ellipsis()) + more + ": "
                + LogText.oneLine(first.getValue(), symbols.ellipsis());
    }

    private void addWaiting(List<String> lines, int room, int width) {
        int shown = waiting.size() <= room ? waiting.size() : Math.max(0, room - 1);
        int left = shown;
        int needs = 0;
        int limits = 0;
        for (Map.Entry<JobKey, WaitReason> entry : waiting.entrySet()) {
            if (left-- > 0) {
                lines.add(fit("  " + symbols.waiting() + " " + entry.getKey() + "  waits for " + why(entry), width));
            } else {
                needs += entry.getValue() instanceof WaitReason.NeededJobs ? 1 : 0;
                limits += entry.getValue() instanceof WaitReason.Limit ? 1 : 0;
            }
        }
        int more = waiting.size() - shown;
        if (more > 0 && room > 0) {
            String why = (needs > 0 ? ", " + needs + " for jobs they need" : "")
                    + (limits > 0 ? ", " + limits + " for a limit" : "")
                    + (more > needs + limits ? ", " + (more - needs - limits) + " for a free slot" : "");
            lines.add(fit("  " + symbols.ellipsis() + " " + more + " more waiting: " + why.substring(2), width));
        }
    }

    private String why(Map.Entry<JobKey, WaitReason> entry) {
        if (entry.getValue() instanceof WaitReason.Limit limit) {
            return "another `" + limit.category() + "` job to end";
        }
        if (entry.getValue() instanceof WaitReason.FreeSlot) {
            return "a free slot";
        }
        Collection<JobKey> open = openNeeds.getOrDefault(entry.getKey(), Set.of());
        List<String> names = new ArrayList<>();
        for (JobKey need : open) {
            if (openNeeds.containsKey(need)) {
                names.add(need.toString());
            }
        }
        return String.join(", ", names);
    }

    private static String elapsed(long since, long now) {
        Duration elapsed = Duration.ofNanos(now - since);
        return elapsed.toSeconds() < 10 ? elapsed.toSeconds() + " s" : DurationText.of(elapsed);
    }

    private String fit(String line, int width) {
        return Columns.fit(line.stripTrailing(), width, symbols.ellipsis());
    }
}
