package io.jenkins.plugins.mergeability.record;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hudson.model.Run;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.problem.MapException;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.report.PlanJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The plan of one call of {@code buildComponents} and the status of each of its jobs. It is stored in a directory of the
 * build, survives a restart at any moment, and does not depend on the pipeline's graph. Thread-safe.
 */
public final class BuildRecord {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** The name of the file with the plan. */
    static final String PLAN = "plan.json";

    private final Run<?, ?> run;
    private final int number;
    private final BuildFacts facts;
    private final ComponentMap map;
    private final Plan plan;
    private final Map<JobKey, PlannedJob> planned;
    private final Journal journal;
    private final Map<JobKey, JobRecord> jobs = new TreeMap<>();
    private final Map<JobKey, String> unproven = new TreeMap<>();
    private final Set<JobKey> doubtfulFailures = new TreeSet<>();
    private final Set<String> closedBranches = new TreeSet<>();
    private long closed;
    private String error = "";

    private BuildRecord(Run<?, ?> run, int number, BuildFacts facts, ComponentMap map, Plan plan, Journal journal) {
        this.run = run;
        this.number = number;
        this.facts = facts;
        this.map = map;
        this.plan = plan;
        this.journal = journal;
        Map<JobKey, PlannedJob> byKey = new LinkedHashMap<>();
        Set<String> informational = Set.copyOf(facts.informational());
        for (PlannedComponent component : plan.components()) {
            for (PlannedJob job : component.jobs()) {
                byKey.put(job.key(), job);
                boolean allowed = !job.definition().counts(job.key().platform(), informational);
                // The reason to run a job, such as an earlier failure, does not explain its later status.
                String why = job.state() == JobState.RUN ? "" : job.why();
                jobs.put(job.key(), JobRecord.planned(job.key(), JobStatus.of(job.state()), why, allowed));
            }
        }
        this.planned = Collections.unmodifiableMap(byKey);
    }

    /** Writes a new plan to a directory without one, or with an incomplete one. */
    static BuildRecord begin(
            Run<?, ?> run, Path directory, int number, BuildFacts facts, ComponentMap map, byte[] source, Plan plan)
            throws IOException {
        Files.createDirectories(directory);
        Map<String, Map<String, String>> inputs = new TreeMap<>();
        for (PlannedComponent component : plan.components()) {
            for (PlannedJob job : component.jobs()) {
                if (!job.inputs().isEmpty()) {
                    inputs.put(job.key().toString(), job.inputs());
                }
            }
        }
        CheckedFile.write(directory.resolve("components.yaml"), source);
        CheckedFile.write(directory.resolve(PLAN), json(plan));
        CheckedFile.write(directory.resolve("inputs.json"), JSON.writeValueAsBytes(inputs));
        // Written last and atomically: a directory without this file contains an incomplete plan.
        Path incomplete = directory.resolve("facts.json.new");
        CheckedFile.write(incomplete, JSON.writeValueAsBytes(facts));
        Files.move(incomplete, directory.resolve("facts.json"), StandardCopyOption.ATOMIC_MOVE);
        return new BuildRecord(run, number, facts, map, plan, new Journal(directory.resolve("journal.jsonl")));
    }

    /** Whether this is a record of a build, and not of a deleted one that had the same name and number. */
    boolean isOf(Run<?, ?> build) {
        return run.getTimeInMillis() == build.getTimeInMillis();
    }

    /**
     * Reads the record in a directory.
     *
     * @throws IOException if it is incomplete, damaged or malformed
     */
    static BuildRecord load(Run<?, ?> run, Path directory, int number) throws IOException {
        BuildFacts facts =
                CheckedFile.read(directory.resolve("facts.json"), json -> JSON.readValue(json, BuildFacts.class));
        Map<String, Map<String, String>> inputs = CheckedFile.read(
                directory.resolve("inputs.json"), json -> JSON.readValue(json, new TypeReference<>() {}));
        Path source = directory.resolve("components.yaml");
        ComponentMap map = CheckedFile.hasChecksum(directory.resolve("facts.json"))
                ? CheckedFile.read(source, text -> map(facts, text))
                : map(facts, Files.readAllBytes(source));
        BuildRecord record = CheckedFile.read(
                directory.resolve(PLAN),
                json -> new BuildRecord(
                        run,
                        number,
                        facts,
                        map,
                        new PlanReader(map, inputs).read(json),
                        new Journal(directory.resolve("journal.jsonl"))));
        record.journal.replay(record::apply);
        return record;
    }

    private static ComponentMap map(BuildFacts facts, byte[] text) throws IOException {
        try {
            return MapReader.read(facts.mapName(), text).withPlatforms(facts.platforms());
        } catch (MapException e) {
            throw new IOException("the component map of this build is not valid any more: " + e.getMessage(), e);
        }
    }

    private static byte[] json(Plan plan) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PlanJson.write(plan, bytes);
        return bytes.toByteArray();
    }

    /** The number of the call of the step in its build, from 1. */
    public int number() {
        return number;
    }

    /** The facts recorded beside the plan. */
    public BuildFacts facts() {
        return facts;
    }

    /** The component map of the plan. */
    public ComponentMap map() {
        return map;
    }

    /** The plan. */
    public Plan plan() {
        return plan;
    }

    /** The planned job; null for a key that is not in the plan. */
    public PlannedJob planned(JobKey key) {
        return planned.get(key);
    }

    /** The current record of a job; null for a key that is not in the plan. */
    public synchronized JobRecord job(JobKey key) {
        return jobs.get(key);
    }

    /** The current records of all jobs, sorted by component, job and platform. */
    public synchronized List<JobRecord> jobs() {
        return new ArrayList<>(jobs.values());
    }

    /** The branches that run no more jobs. */
    public synchronized Set<String> closedBranches() {
        return Set.copyOf(closedBranches);
    }

    /** When it was closed, in milliseconds since 1970; 0 before. */
    public synchronized long closed() {
        return closed;
    }

    /** Why it was closed before all jobs were done; empty otherwise. */
    public synchronized String error() {
        return error;
    }

    /** A branch of the pipeline has started a job. */
    public void started(JobKey job, String branch, String agent) {
        add(new JournalEvent.Started(key(job), branch, agent, System.currentTimeMillis()));
    }

    /** A job lost its agent and waits for another. */
    public void requeued(JobKey job, String why) {
        add(new JournalEvent.Requeued(key(job), why));
    }

    /** A branch of the pipeline has lost its agent. What becomes of its job is recorded by itself. */
    public void agentLost() {
        RecordListener.publish(listener -> listener.agentLost(run, this));
    }

    /** Commands of a job have ended. */
    public void commands(JobKey job, List<CommandRecord> commands) {
        add(new JournalEvent.Commands(key(job), commands));
    }

    /** A job's test reports have been read. */
    public void tests(JobKey job, TestCounts counts) {
        add(new JournalEvent.Tests(key(job), counts));
    }

    /** The log tail of a command that made a job fail has been read. */
    public void tail(JobKey job, RecordedLogTail tail) {
        add(new JournalEvent.Tail(key(job), tail));
    }

    /** The outputs of the jobs that a job needs are in place. */
    public void found(JobKey job, List<FoundOutputs> outputs) {
        add(new JournalEvent.Found(key(job), outputs));
    }

    /** The outputs of a job are captured, or are not kept. */
    public void left(JobKey job, LeftOutputs outputs) {
        add(new JournalEvent.Left(key(job), outputs));
    }

    /**
     * The outcome of a job proves nothing, for a reason of its own.
     *
     * @param failed whether it is a failure, and not a pass
     */
    public void unproven(JobKey job, String why, boolean failed) {
        add(new JournalEvent.Unproven(key(job), why, failed));
    }

    /** Why a pass of a job proves nothing, whatever it needs; empty if it does. */
    public synchronized Optional<String> unproven(JobKey job) {
        return Optional.ofNullable(unproven.get(job));
    }

    /** Whether a failure of a job proves nothing. */
    public synchronized boolean isFailureDoubtful(JobKey job) {
        return doubtfulFailures.contains(job);
    }

    /** Adds a remark about a job, for people. */
    public void noted(JobKey job, String remark) {
        add(new JournalEvent.Noted(key(job), remark));
    }

    /**
     * A job ran in a step with others.
     *
     * @param started when it started, in milliseconds since 1970
     * @param millis how long it ran
     */
    public void timed(JobKey job, long started, long millis) {
        add(new JournalEvent.Timed(key(job), started, millis));
    }

    /** A job has ended, or will not run. */
    public void ended(JobKey job, JobStatus status, String why, boolean flaky) {
        add(new JournalEvent.Ended(key(job), status, why, flaky, System.currentTimeMillis()));
    }

    /** A branch of the pipeline runs no more jobs. */
    public void branchClosed(String branch) {
        add(new JournalEvent.BranchClosed(null, branch));
    }

    /** Ends the record; jobs that still run are interrupted, and jobs that still wait are not run. */
    public synchronized void close(String why) {
        if (closed != 0) {
            return;
        }
        for (JobRecord job : jobs()) {
            if (job.status() == JobStatus.RUNNING) {
                ended(job.key(), JobStatus.INTERRUPTED, "the build ended before it", false);
            } else if (job.status() == JobStatus.WAITING) {
                ended(job.key(), JobStatus.NOT_RUN, "the build ended before it could run", false);
            }
        }
        add(new JournalEvent.Closed(null, why, System.currentTimeMillis()));
    }

    private void add(JournalEvent event) {
        JobRecord job;
        synchronized (this) {
            journal.add(event);
            apply(event);
            job = event.job() == null ? null : jobs.get(key(event.job()));
        }
        if (event instanceof JournalEvent.Closed) {
            RecordListener.publish(listener -> listener.closed(run, this));
        } else if (event instanceof JournalEvent.Ended && job != null) {
            RecordListener.publish(listener -> listener.ended(run, this, job));
        }
    }

    private void apply(JournalEvent event) {
        if (event instanceof JournalEvent.Closed end) {
            closed = end.at();
            error = end.error() == null ? "" : end.error();
            return;
        }
        if (event instanceof JournalEvent.BranchClosed end) {
            closedBranches.add(end.branch());
            return;
        }
        JobKey key = key(event.job());
        JobRecord job = jobs.get(key);
        if (job == null) {
            return;
        }
        if (event instanceof JournalEvent.Started e) {
            unproven.remove(key);
            doubtfulFailures.remove(key);
            job = job.started(e.branch(), e.agent(), e.at());
        } else if (event instanceof JournalEvent.Requeued e) {
            job = job.requeued(e.why());
        } else if (event instanceof JournalEvent.Commands e) {
            job = job.with(job.output().with(e.commands()));
        } else if (event instanceof JournalEvent.Tests e) {
            job = job.with(job.output().with(e.counts()));
        } else if (event instanceof JournalEvent.Tail e) {
            job = job.with(job.output().with(e.tail()));
        } else if (event instanceof JournalEvent.Found e) {
            job = job.with(job.output().finding(e.outputs()));
        } else if (event instanceof JournalEvent.Left e) {
            job = job.with(job.output().with(e.outputs()));
        } else if (event instanceof JournalEvent.Unproven e) {
            if (e.failed()) {
                doubtfulFailures.add(key);
                job = job.noted("failed, but not recorded as failing: " + e.why());
            } else {
                unproven.put(key, e.why());
                job = job.noted("passed, but not proven: " + e.why());
            }
        } else if (event instanceof JournalEvent.Noted e) {
            job = job.noted(e.remark());
        } else if (event instanceof JournalEvent.Timed e) {
            job = job.timed(e.started(), e.millis());
        } else if (event instanceof JournalEvent.Ended e) {
            job = job.ended(e.status(), e.why(), e.flaky(), e.at());
        }
        jobs.put(key, job);
    }

    private static JobKey key(JournalEvent.Key job) {
        return new JobKey(job.component(), job.job(), Optional.ofNullable(job.platform()));
    }

    private static JournalEvent.Key key(JobKey job) {
        return new JournalEvent.Key(job.component(), job.job(), job.platform().orElse(null));
    }
}
