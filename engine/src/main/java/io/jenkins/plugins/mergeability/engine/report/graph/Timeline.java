package io.jenkins.plugins.mergeability.engine.report.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** When jobs ran, and on which agents. */
public final class Timeline {

    /** A job that starts at most this long after another one has ended started because of it, in milliseconds. */
    private static final long HANDOVER = 2_000;

    private final long created;
    private final long now;
    private final List<Execution> jobs;
    private final Map<String, Execution> byName = new HashMap<>();

    /**
     * @param created when the plan was made, in milliseconds since 1970
     * @param now the end of the drawing, in milliseconds since 1970: when the last job ended, or the present
     * @param jobs the jobs that have started, in any order
     */
    public Timeline(long created, long now, List<Execution> jobs) {
        this.created = created;
        this.now = now;
        this.jobs = jobs.stream()
                .sorted(Comparator.comparingLong(Execution::started).thenComparing(Execution::job))
                .toList();
        this.jobs.forEach(job -> byName.put(job.job(), job));
    }

    long created() {
        return created;
    }

    long now() {
        return now;
    }

    /** The jobs that have started, by start. */
    List<Execution> jobs() {
        return jobs;
    }

    /** The state of a job. */
    public enum State {
        RUNNING("running"),
        PASSED("passed"),
        FAILED("failed"),
        STOPPED("stopped");

        private final String text;

        State(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /**
     * A job on an agent.
     *
     * @param job its name, such as {@code air/test@linux}
     * @param agent the name of the agent
     * @param started when it started, in milliseconds since 1970
     * @param ended when it ended; for a running job the present
     * @param needs the names of the jobs it needs
     */
    public record Execution(String job, String agent, State state, long started, long ended, List<String> needs) {
        public Execution {
            needs = List.copyOf(needs);
            ended = Math.max(started, ended);
        }

        long millis() {
            return ended - started;
        }
    }

    /**
     * A row of the drawing: jobs of one agent that ran one after another.
     *
     * @param agent the name of the agent
     */
    record Row(String agent, List<Execution> jobs) {

        private boolean isFree(long at) {
            return jobs.get(jobs.size() - 1).ended() <= at;
        }
    }

    /** The rows, sorted by agent. An agent has as many rows as it ran jobs at the same time. */
    List<Row> rows() {
        Map<String, List<Row>> byAgent = new LinkedHashMap<>();
        for (Execution job : jobs) {
            List<Row> rows = byAgent.computeIfAbsent(job.agent(), agent -> new ArrayList<>());
            Row row = rows.stream()
                    .filter(each -> each.isFree(job.started()))
                    .findFirst()
                    .orElse(null);
            if (row == null) {
                row = new Row(job.agent(), new ArrayList<>());
                rows.add(row);
            }
            row.jobs().add(job);
        }
        return byAgent.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    /** When a job could have started: when the plan was made, or when the last job it needs ended. */
    long ready(Execution job) {
        return lastNeed(job).map(Execution::ended).orElse(created);
    }

    /** The needed job of this timeline that ended last. */
    Optional<Execution> lastNeed(Execution job) {
        return job.needs().stream()
                .map(byName::get)
                .filter(need -> need != null && need.ended() <= job.started())
                .max(Comparator.comparingLong(Execution::ended));
    }

    /**
     * The jobs that decided how long the build took, in order: each could start only when the one before it had ended,
     * because it needs that job or had to wait for its agent.
     */
    List<Execution> criticalPath() {
        Map<Execution, Execution> before = new HashMap<>();
        for (Row row : rows()) {
            for (int i = 1; i < row.jobs().size(); i++) {
                before.put(row.jobs().get(i), row.jobs().get(i - 1));
            }
        }
        List<Execution> path = new ArrayList<>();
        Set<Execution> seen = new HashSet<>();
        Execution job =
                jobs.stream().max(Comparator.comparingLong(Execution::ended)).orElse(null);
        while (job != null && seen.add(job)) {
            path.add(job);
            Execution need = lastNeed(job).orElse(null);
            Execution same = before.get(job);
            boolean waitedForAgent = same != null
                    && job.started() - same.ended() <= HANDOVER
                    && (need == null || need.ended() < same.ended());
            job = waitedForAgent ? same : need;
        }
        Collections.reverse(path);
        return path;
    }
}
