package io.jenkins.plugins.mergeability.dispatch;

import io.jenkins.plugins.mergeability.engine.map.Affects;
import io.jenkins.plugins.mergeability.engine.map.BlockOptions;
import io.jenkins.plugins.mergeability.engine.map.Command;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentFiles;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobFiles;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobSettings;
import io.jenkins.plugins.mergeability.engine.map.Position;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.plan.ChangedFiles;
import io.jenkins.plugins.mergeability.engine.plan.ComponentState;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.plan.PlannedComponent;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.record.BuildFacts;
import io.jenkins.plugins.mergeability.record.CommandRecord;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import io.jenkins.plugins.mergeability.record.OutputRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A build for tests: a plan written in few words, and the status of its jobs in memory. */
final class TestBuild implements JobStatusStore {

    /** The options of a job. */
    static final class Options {
        private List<String> needs = List.of();
        private String label = "";
        private boolean isolate;
        private boolean allowFailure;
        private Optional<String> limit = Optional.empty();
        private JobState state = JobState.RUN;
        private String why = "";

        Options needs(String... keys) {
            needs = List.of(keys);
            return this;
        }

        Options label(String value) {
            label = value;
            return this;
        }

        Options isolate() {
            isolate = true;
            return this;
        }

        Options allowFailure() {
            allowFailure = true;
            return this;
        }

        Options limit(String name) {
            limit = Optional.of(name);
            return this;
        }

        Options state(JobState value, String reason) {
            state = value;
            why = reason;
            return this;
        }

        private JobSettings settings() {
            return new JobSettings(
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    false,
                    When.CHANGE,
                    Optional.empty(),
                    0,
                    Map.of(),
                    Map.of(),
                    Optional.empty(),
                    isolate,
                    List.of(),
                    List.of(),
                    OptionalInt.empty(),
                    limit,
                    allowFailure,
                    Optional.empty(),
                    Optional.empty(),
                    JobFiles.DEFAULT,
                    Optional.empty());
        }
    }

    private final Map<String, List<PlannedJob>> jobs = new TreeMap<>();
    private final Map<String, String> labels = new HashMap<>();
    private final List<BuildFacts.Branch> branches = new ArrayList<>();
    private final Map<JobKey, JobRecord> records = new TreeMap<>();
    private final Map<JobKey, Integer> starts = new HashMap<>();
    private final Set<String> closedBranches = new TreeSet<>();
    private int maxParallel;
    private boolean failFast;
    private long reads;

    static Options options() {
        return new Options();
    }

    /** Parses {@code component/job} or {@code component/job@platform}. */
    static JobKey key(String text) {
        String[] parts = text.split("[/@]");
        return new JobKey(parts[0], parts[1], parts.length > 2 ? Optional.of(parts[2]) : Optional.empty());
    }

    TestBuild job(String name) {
        return job(name, options());
    }

    TestBuild job(String name, Options options) {
        JobKey key = key(name);
        JobSettings settings = options.settings();
        Job definition =
                new Job(key.job(), new Command("make", BlockOptions.NONE, Position.NONE), settings, Position.NONE);
        jobs.computeIfAbsent(key.component(), component -> new ArrayList<>())
                .add(new PlannedJob(
                        key,
                        definition,
                        options.state,
                        options.why,
                        Optional.empty(),
                        Map.of(),
                        options.needs.stream().map(TestBuild::key).toList(),
                        Optional.empty()));
        labels.put(name, options.label);
        JobStatus status =
                switch (options.state) {
                    case RUN -> JobStatus.WAITING;
                    case PROVEN -> JobStatus.PROVEN;
                    case UNAFFECTED -> JobStatus.UNAFFECTED;
                    case SKIPPED -> JobStatus.SKIPPED;
                };
        records.put(key, JobRecord.planned(key, status, options.why, options.allowFailure));
        return this;
    }

    /** A branch of its own for each of these components. */
    TestBuild branchesOf(String... components) {
        for (String component : components) {
            branches.add(new BuildFacts.Branch(component, component, List.of(), false));
        }
        return this;
    }

    /** A branch that runs jobs of any component with one of these labels. */
    TestBuild sharedBranch(String name, String... ofLabels) {
        branches.add(new BuildFacts.Branch(name, null, Arrays.asList(ofLabels), false));
        return this;
    }

    /** A branch in the workspace in which the step was called, for jobs with one of these labels. */
    TestBuild callingBranch(String name, String... ofLabels) {
        branches.add(new BuildFacts.Branch(name, null, Arrays.asList(ofLabels), true));
        return this;
    }

    TestBuild maxParallel(int value) {
        maxParallel = value;
        return this;
    }

    TestBuild failFast() {
        failFast = true;
        return this;
    }

    Plan plan() {
        List<PlannedComponent> components = new ArrayList<>();
        jobs.forEach((name, planned) -> {
            boolean affected = planned.stream().anyMatch(job -> job.state() != JobState.UNAFFECTED);
            Component definition = new Component(
                    name,
                    ".",
                    ComponentFiles.of(List.of()),
                    List.of(),
                    Affects.NOTHING,
                    definitions(planned),
                    Position.NONE);
            components.add(new PlannedComponent(
                    definition, affected ? ComponentState.AFFECTED : ComponentState.UNAFFECTED, List.of(), planned));
        });
        return new Plan(When.CHANGE, "", "", components, ChangedFiles.Paths.NONE, List.of());
    }

    private static Map<String, Job> definitions(List<PlannedJob> planned) {
        Map<String, Job> definitions = new TreeMap<>();
        planned.forEach(job -> definitions.put(job.definition().name(), job.definition()));
        return definitions;
    }

    BuildFacts facts() {
        return new BuildFacts(
                "components.yaml",
                "",
                null,
                null,
                null,
                true,
                maxParallel,
                failFast,
                List.of(),
                branches,
                labels,
                null,
                null,
                null,
                null,
                0,
                null,
                null);
    }

    /** A dispatcher without limits on the controller. */
    JobDispatcher dispatcher() {
        return dispatcher(new ConcurrencyLimits(), new LimitSizes(name -> 1, OptionalInt.empty(), false));
    }

    JobDispatcher dispatcher(ConcurrencyLimits limits, LimitSizes sizes) {
        return dispatcher(limits, sizes, Map.of());
    }

    JobDispatcher dispatcher(ConcurrencyLimits limits, LimitSizes sizes, Map<JobKey, Long> urgency) {
        return new JobDispatcher(plan(), facts(), this, limits, sizes, urgency);
    }

    JobStatus status(String name) {
        return job(key(name)).status();
    }

    String reason(String name) {
        return job(key(name)).reason();
    }

    List<JobRecord> records() {
        return List.copyOf(records.values());
    }

    /** The command of a job has ended; the job itself, with what is around the command, takes longer. */
    TestBuild commandEnded(JobKey job, long millis) {
        CommandRecord command = new CommandRecord(1, "1", "make", 1, 0, 7, millis, false, null);
        OutputRecord output = new OutputRecord(List.of(command), Optional.empty(), List.of());
        records.computeIfPresent(
                job,
                (key, record) -> new JobRecord(
                        key, record.allowed(), record.current(), record.execution(), output, record.notes()));
        return this;
    }

    /** How often a job was started. */
    int starts(JobKey job) {
        return starts.getOrDefault(job, 0);
    }

    /** How often the record of a job was read. */
    long reads() {
        return reads;
    }

    @Override
    public JobRecord job(JobKey job) {
        reads++;
        return records.get(job);
    }

    @Override
    public void started(JobKey job, String branch, String agent) {
        starts.merge(job, 1, Integer::sum);
        records.computeIfPresent(job, (key, record) -> record.started(branch, agent, 1));
    }

    @Override
    public void setStatus(JobKey job, JobStatus status, String why, boolean flaky) {
        records.computeIfPresent(
                job,
                (key, record) ->
                        status == JobStatus.WAITING ? record.requeued(why) : record.ended(status, why, flaky, 2));
    }

    @Override
    public Set<String> closedBranches() {
        return Set.copyOf(closedBranches);
    }

    @Override
    public void branchClosed(String branch) {
        closedBranches.add(branch);
    }
}
