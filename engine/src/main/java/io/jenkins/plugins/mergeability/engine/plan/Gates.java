package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.map.CachePolicy;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.DeployDefinition;
import io.jenkins.plugins.mergeability.engine.map.Environment;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobNeeds;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.proof.Evidence;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The gates of a map's environments: for each job whose outputs are deployed, the jobs that have to be proven before. A
 * plan after a merge lets those run that are not proven, or that were tested with other outputs.
 */
public final class Gates {

    private final PlanRequest request;
    private final Map<JobKey, Gate> gates = new LinkedHashMap<>();

    /** What a source needs to be deployed: the first environment it goes to, and its jobs. */
    private record Gate(String environment, SortedSet<JobKey> jobs) {}

    /**
     * A job that has to run for a gate.
     *
     * @param source the job whose outputs are deployed
     * @param environment the environment of the gate
     * @param why the reason of the job as plans show it
     */
    record Demand(JobKey source, String environment, String why) {}

    Gates(PlanRequest request) {
        this.request = request;
    }

    /**
     * The jobs that have to be proven before the outputs of a job are deployed: the job itself, and every {@code change}
     * job of its component and of all that it depends on. Jobs that may fail do not count.
     *
     * @param informational the platforms that do not count
     */
    public static SortedSet<JobKey> jobs(ComponentMap map, JobKey source, Set<String> informational) {
        SortedSet<JobKey> found = new TreeSet<>();
        for (String name : components(map, source)) {
            Component component = map.components().get(name);
            for (Job job : component.jobs().values()) {
                if (job.settings().when() != When.CHANGE) {
                    continue;
                }
                for (Optional<String> platform : job.platforms()) {
                    if (job.counts(platform, informational)) {
                        found.add(new JobKey(name, job.name(), platform));
                    }
                }
            }
        }
        found.add(source);
        return Collections.unmodifiableSortedSet(found);
    }

    /** The component, those whose jobs or exports its outputs are made from, and all that these depend on. */
    private static Set<String> components(ComponentMap map, JobKey source) {
        Deque<String> open = new ArrayDeque<>(List.of(source.component()));
        List<JobKey> making = new ArrayList<>(needs(map, source));
        making.add(source);
        for (JobKey key : making) {
            open.add(key.component());
            open.addAll(job(map, key).settings().files().inputs().dependsOn());
        }
        Set<String> components = new LinkedHashSet<>();
        while (!open.isEmpty()) {
            String name = open.remove();
            if (components.add(name)) {
                open.addAll(map.components().get(name).dependsOn());
            }
        }
        return components;
    }

    /** The jobs that a job needs, at any depth. */
    public static Set<JobKey> needs(ComponentMap map, JobKey key) {
        return JobNeeds.of(key, each -> JobNeeds.direct(map, each));
    }

    /** The jobs of all gates, if the plan is for a merge: whoever deploys its commit asks for their proofs. */
    Set<JobRef> all() {
        Set<JobRef> all = new LinkedHashSet<>();
        if (request.occasion() == When.MERGE) {
            for (Environment environment : request.map().environments().values()) {
                for (DeployDefinition definition : environment.deploy().values()) {
                    jobs(request.map(), definition.source(), request.informational())
                            .forEach(key -> all.add(key.ref()));
                }
            }
        }
        return all;
    }

    /**
     * Finds the gates that a plan concerns, those with an affected job; of jobs that are requested by name only those
     * whose source is among them.
     *
     * @param concerned the jobs that the plan is about, or that are affected
     * @return the jobs of these gates
     */
    Set<JobKey> find(Set<JobKey> concerned) {
        if (request.occasion() != When.MERGE) {
            return Set.of();
        }
        Set<JobKey> all = new LinkedHashSet<>();
        for (Environment environment : request.map().environments().values()) {
            for (DeployDefinition definition : environment.deploy().values()) {
                JobKey source = definition.source();
                boolean runs = job(request.map(), source).platforms().contains(source.platform());
                if (gates.containsKey(source) || !runs) {
                    continue;
                }
                SortedSet<JobKey> jobs = jobs(request.map(), source, request.informational());
                boolean named = request.scope() instanceof PlanScope.Requested;
                if (named ? concerned.contains(source) : !Collections.disjoint(jobs, concerned)) {
                    gates.put(source, new Gate(environment.name(), jobs));
                    all.addAll(jobs);
                }
            }
        }
        return all;
    }

    /**
     * The jobs that have to run for a gate, and do not yet.
     *
     * @param states the states of jobs as far as they are decided
     * @param found what is known of the inputs of a job
     */
    Map<JobKey, Demand> demands(Map<JobKey, JobState> states, Function<JobKey, Optional<Evidence>> found) {
        Map<JobKey, Demand> demands = new LinkedHashMap<>();
        gates.forEach((source, gate) -> {
            Making making = new Making(source, states, found);
            for (JobKey key : gate.jobs()) {
                boolean running = states.get(key) == JobState.RUN;
                Optional<String> why = running ? Optional.empty() : unproven(key, source, found.apply(key));
                if (why.isPresent()) {
                    add(demands, key, source, gate, why.get());
                } else {
                    making.compare(key, running, (again, other) -> add(demands, again, source, gate, other));
                }
            }
        });
        return demands;
    }

    private static void add(Map<JobKey, Demand> demands, JobKey key, JobKey source, Gate gate, String why) {
        demands.putIfAbsent(
                key,
                new Demand(source, gate.environment(), "needed by the gate of " + gate.environment() + ", and " + why));
    }

    /** Why what is known of a job does not count for the commit; empty if it does. */
    private Optional<String> unproven(JobKey key, JobKey source, Optional<Evidence> found) {
        if (found.isEmpty()) {
            return Optional.of("not proven");
        }
        Outcome latest = found.get().latest();
        if (!found.get().proven()) {
            return Optional.of("failed in " + latest.run());
        }
        Job job = job(request.map(), key);
        if (job.settings().cachePolicy() == CachePolicy.NEVER
                && !latest.revision().equals(request.head())) {
            return Optional.of("it did not run for this commit (cache: false)");
        }
        return key.equals(source) ? request.outputs().missing(key, job, latest, key) : Optional.empty();
    }

    private static Job job(ComponentMap map, JobKey key) {
        return TopologicalOrder.job(map, key.ref());
    }

    /** Receives a job that has to run again, and why. */
    private interface Again {
        void add(JobKey key, String why);
    }

    /** Which outputs a release is made from. */
    private final class Making {

        private final JobKey source;
        private final Map<JobKey, JobState> states;
        private final Function<JobKey, Optional<Evidence>> found;

        /** The outputs that are known beforehand, or empty for those that are made in this plan. */
        private final Map<JobKey, Optional<OutputDigest>> made = new HashMap<>();

        private final boolean runs;

        Making(JobKey source, Map<JobKey, JobState> states, Function<JobKey, Optional<Evidence>> found) {
            this.source = source;
            this.states = states;
            this.found = found;
            this.runs = states.get(source) == JobState.RUN;
            if (runs) {
                for (JobKey need : needs(request.map(), source)) {
                    if (job(request.map(), need).settings().files().hasOutputs()) {
                        made.put(need, left(need));
                    }
                }
                made.put(source, Optional.empty());
            } else {
                found.apply(source).map(Evidence::latest).ifPresent(outcome -> {
                    outcome.outputs().found().forEach((need, digest) -> made.put(need, Optional.of(digest)));
                    outcome.outputs().left().ifPresent(digest -> made.put(source, Optional.of(digest)));
                });
            }
        }

        /** The outputs that a job that runs in this plan finds of another one; empty if they are made in it. */
        private Optional<OutputDigest> left(JobKey need) {
            return states.get(need) == JobState.RUN
                    ? Optional.empty()
                    : found.apply(need)
                            .flatMap(evidence -> evidence.latest().outputs().left());
        }

        /**
         * Lets a proven job run again that was tested with others. Where only that can make the two the same, the source
         * runs again: if the job found, or will find, what is kept now.
         */
        void compare(JobKey key, boolean running, Again again) {
            for (JobKey need : needs(request.map(), key)) {
                if (!made.containsKey(need)) {
                    continue;
                }
                Optional<OutputDigest> making = made.get(need);
                Optional<OutputDigest> kept = need.equals(source) ? making : left(need);
                Optional<OutputDigest> tested = running ? kept : tested(key, need);
                if (making.isPresent() && making.equals(tested)) {
                    continue;
                }
                if (!runs && !kept.equals(making)) {
                    again.add(source, "made from other outputs of " + need + " than are kept");
                }
                if (!running && (runs || !kept.equals(tested))) {
                    again.add(key, "tested with other outputs of " + need);
                }
                return;
            }
        }

        private Optional<OutputDigest> tested(JobKey key, JobKey need) {
            return found.apply(key)
                    .map(evidence -> evidence.latest().outputs().found().get(need));
        }
    }
}
