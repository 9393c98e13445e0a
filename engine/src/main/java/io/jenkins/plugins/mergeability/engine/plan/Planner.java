package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.hash.FieldHasher;
import io.jenkins.plugins.mergeability.engine.map.CachePolicy;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobNeeds;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import io.jenkins.plugins.mergeability.engine.map.Unmapped;
import io.jenkins.plugins.mergeability.engine.map.When;
import io.jenkins.plugins.mergeability.engine.proof.Evidence;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import io.jenkins.plugins.mergeability.engine.proof.ProofStore;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes plans: what a change affects, what of that is proven, and what has to run. */
public final class Planner {

    private final PlanRequest request;
    private final ComponentMap map;
    private final InputHashes hashes;
    private final Set<JobRef> requested = new HashSet<>();

    /** For each job that runs only because another needs it, the job that does. */
    private final Map<JobKey, JobKey> neededBy = new HashMap<>();

    /** For each proven job that runs again, why. */
    private final Map<JobKey, String> again = new HashMap<>();

    private final Gates gates;

    /** The jobs that run only for a gate. */
    private final Map<JobKey, Gates.Demand> demanded = new HashMap<>();

    private Map<JobKey, InputHash> known = Map.of();

    /** The hashes of the jobs of all gates, also of those that the change cannot alter. */
    private Map<JobKey, InputHash> gated = Map.of();

    private Map<InputHash, Evidence> evidence = Map.of();
    private Map<JobKey, Outcome> newest = Map.of();

    private Planner(PlanRequest request) {
        this.request = request;
        this.map = request.map();
        this.gates = new Gates(request);
        this.hashes = new InputHashes(map, request.files(), request.environment());
    }

    /**
     * The plan for a request.
     *
     * @throws UnclaimedPathsException if the map refuses changed paths that no component claims, and there are some
     * @throws IOException if the proofs cannot be read
     */
    public static Plan plan(PlanRequest request, ProofStore proofs) throws UnclaimedPathsException, IOException {
        return new Planner(request).plan(proofs);
    }

    /**
     * The hashes of jobs on platforms, for what their inputs are now.
     *
     * @param keys jobs of the map, each on one of its platforms
     */
    public static Map<JobKey, InputHash> hashes(
            ComponentMap map, FileDigests files, RunEnvironment environment, Set<JobKey> keys) {
        Set<JobRef> refs = new LinkedHashSet<>();
        for (JobKey key : keys) {
            refs.add(key.ref());
        }
        Map<JobKey, InputHash> all = new HashMap<>(new InputHashes(map, files, environment).of(refs));
        all.keySet().retainAll(keys);
        return all;
    }

    /** The jobs on platforms that a job needs itself: on its own platform where they run there. */
    public static List<JobKey> needs(ComponentMap map, JobKey key) {
        return JobNeeds.direct(map, key);
    }

    /** Does what takes longest the first time it is done; for a caller that has to wait for something else anyway. */
    public static void prepare() {
        new FieldHasher().begin("").end();
    }

    private Plan plan(ProofStore proofs) throws UnclaimedPathsException, IOException {
        Affected affected = affected();
        Set<JobKey> wanted = wanted(affected);
        lookUp(affected, wanted, proofs);
        Map<JobKey, JobState> states = states(wanted);
        List<PlannedComponent> components = new ArrayList<>(map.components().size());
        for (Component component : map.components().values()) {
            components.add(component(component, affected, states));
        }
        return new Plan(request.occasion(), request.base(), request.head(), components, unclaimed(), request.notes());
    }

    private Affected affected() throws UnclaimedPathsException {
        if (request.scope() instanceof PlanScope.Changed change) {
            if (map.unmapped() == Unmapped.ERROR && !change.files().unclaimed().isEmpty()) {
                throw new UnclaimedPathsException(change.files().unclaimed());
            }
            return Affected.by(InputDifferences.of(map, change, hashes));
        }
        if (request.scope() instanceof PlanScope.Requested byName) {
            requested.addAll(byName.jobs());
            return Affected.requested(map, byName.jobs(), TopologicalOrder.jobs(map, byName.jobs()));
        }
        return Affected.everything(
                map, Reason.of(Reason.Kind.EVERYTHING, ((PlanScope.Everything) request.scope()).why()));
    }

    private ChangedFiles.Paths unclaimed() {
        return request.scope() instanceof PlanScope.Changed change
                ? change.files().unclaimed()
                : ChangedFiles.Paths.NONE;
    }

    /** The jobs that this plan is about for their own sake. */
    private Set<JobKey> wanted(Affected affected) {
        Set<JobKey> wanted = new LinkedHashSet<>();
        for (Component component : map.components().values()) {
            for (JobKey key : Affected.keys(component)) {
                Job job = component.jobs().get(key.job());
                if (!requested.isEmpty()) {
                    if (requested.contains(key.ref())) {
                        wanted.add(key);
                    }
                } else if (affected.jobs().contains(key)) {
                    if (job.settings().when().runsOn(request.occasion())) {
                        wanted.add(key);
                    }
                } else if (everyOccasion(job)) {
                    wanted.add(key);
                    affected.add(
                            component.name(),
                            Reason.of(
                                    Reason.Kind.EVERY_OCCASION,
                                    request.occasion().text()));
                }
            }
        }
        return wanted;
    }

    /** Whether a job runs on this occasion whatever has changed. */
    private boolean everyOccasion(Job job) {
        return job.settings().cachePolicy() == CachePolicy.NEVER
                && request.occasion() != When.CHANGE
                && job.settings().when() == request.occasion();
    }

    /** Looks up what is known of these jobs and of all they need. */
    private void lookUp(Affected affected, Set<JobKey> wanted, ProofStore proofs) throws IOException {
        Set<JobRef> refs = new LinkedHashSet<>();
        affected.jobs().forEach(key -> refs.add(key.ref()));
        wanted.forEach(key -> refs.add(key.ref()));
        Set<JobKey> concerned = new HashSet<>(wanted);
        if (requested.isEmpty()) {
            concerned.addAll(affected.jobs());
        }
        gates.find(concerned).forEach(key -> refs.add(key.ref()));
        known = new HashMap<>(hashes.of(refs));
        gated = hashes.of(gates.all());
        evidence = proofs.find(new HashSet<>(known.values()));
        Set<JobKey> last = new HashSet<>();
        for (JobKey key : wanted) {
            if (job(key).settings().cachePolicy() == CachePolicy.LAST && passed(key)) {
                last.add(key);
            }
        }
        newest = last.isEmpty() ? Map.of() : proofs.latest(last);
    }

    /** What becomes of the wanted jobs, and of those that these need in order to run. */
    private Map<JobKey, JobState> states(Collection<JobKey> wanted) {
        Map<JobKey, JobState> states = new HashMap<>();
        ArrayDeque<JobKey> open = new ArrayDeque<>();
        for (JobKey key : wanted) {
            boolean proven = counts(key);
            states.put(key, proven ? JobState.PROVEN : JobState.RUN);
            if (!proven) {
                open.add(key);
            }
        }
        do {
            while (!open.isEmpty()) {
                JobKey key = open.remove();
                require(key, key, states, open, new HashSet<>());
            }
            gates.demands(states, this::found).forEach((key, demand) -> {
                states.put(key, JobState.RUN);
                demanded.put(key, demand);
                open.add(key);
            });
        } while (!open.isEmpty());
        return states;
    }

    /**
     * Lets run what a job that runs needs and does not find. Behind a proven job that is only what declares outputs: the
     * job finds those, too.
     */
    private void require(
            JobKey running, JobKey at, Map<JobKey, JobState> states, Collection<JobKey> open, Set<JobKey> seen) {
        for (JobKey need : hashes.graph().needs(at)) {
            if (states.get(need) == JobState.RUN || !seen.add(need)) {
                continue;
            }
            if (at.equals(running) || job(need).settings().files().hasOutputs()) {
                if (!found(need, running)) {
                    states.put(need, JobState.RUN);
                    open.add(need);
                    continue;
                }
                states.putIfAbsent(need, JobState.PROVEN);
            }
            require(running, need, states, open, seen);
        }
    }

    /** The jobs that a job starts after: those it needs, and those behind proven ones that run again for their outputs. */
    private List<JobKey> needs(JobKey key, Map<JobKey, JobState> states) {
        Set<JobKey> needs = new LinkedHashSet<>(hashes.graph().needs(key));
        if (states.get(key) == JobState.RUN) {
            Deque<JobKey> proven = new ArrayDeque<>(needs);
            Set<JobKey> seen = new HashSet<>(needs);
            while (!proven.isEmpty()) {
                JobKey at = proven.remove();
                if (states.get(at) == JobState.RUN) {
                    needs.add(at);
                    continue;
                }
                for (JobKey need : hashes.graph().needs(at)) {
                    if (seen.add(need)) {
                        proven.add(need);
                    }
                }
            }
        }
        return List.copyOf(needs);
    }

    /** Whether a job that runs finds one that it needs: proven, and what that leaves in place. */
    private boolean found(JobKey need, JobKey key) {
        if (!passed(need)) {
            neededBy.put(need, key);
            return false;
        }
        Optional<String> missing = request.outputs()
                .missing(need, job(need), found(need).orElseThrow().latest(), key);
        missing.ifPresent(why -> {
            again.put(need, "passed before; " + why);
            neededBy.put(need, key);
        });
        return missing.isEmpty();
    }

    /** Whether a job passed the last time it ran for these inputs. */
    private boolean passed(JobKey key) {
        return found(key).filter(Evidence::proven).isPresent();
    }

    private Optional<Evidence> found(JobKey key) {
        InputHash hash = known.get(key);
        return hash == null ? Optional.empty() : Optional.ofNullable(evidence.get(hash));
    }

    /** Whether that pass counts for the job's own sake. */
    private boolean counts(JobKey key) {
        return switch (job(key).settings().cachePolicy()) {
            case ALWAYS -> passed(key);
            case LAST ->
                passed(key)
                        && newest.containsKey(key)
                        && newest.get(key).passed()
                        && newest.get(key).hash().equals(known.get(key));
            case NEVER -> false;
        };
    }

    private Job job(JobKey key) {
        return TopologicalOrder.job(map, key.ref());
    }

    private PlannedComponent component(Component component, Affected affected, Map<JobKey, JobState> states) {
        List<PlannedJob> jobs = new ArrayList<>();
        boolean allProven = true;
        boolean anyProven = false;
        boolean reached = !affected.reasons(component.name()).isEmpty();
        for (JobKey key : Affected.keys(component)) {
            PlannedJob planned = job(key, affected, states);
            jobs.add(planned);
            allProven &= planned.state() != JobState.RUN;
            anyProven |= planned.state() == JobState.PROVEN;
            JobKey needing = neededBy.get(key);
            if (!reached && needing != null && !needing.component().equals(component.name())) {
                affected.add(component.name(), Reason.of(Reason.Kind.NEEDED_BY, needing.component()));
            }
            if (!reached && demanded.containsKey(key)) {
                affected.add(
                        component.name(),
                        Reason.of(Reason.Kind.GATE, demanded.get(key).environment()));
            }
        }
        List<Reason> reasons = affected.reasons(component.name());
        ComponentState state;
        if (reasons.isEmpty()) {
            state = ComponentState.UNAFFECTED;
        } else if (!reached) {
            state = ComponentState.NEEDED;
        } else {
            state = allProven && anyProven ? ComponentState.PROVEN : ComponentState.AFFECTED;
        }
        return new PlannedComponent(component, state, reasons, jobs);
    }

    private PlannedJob job(JobKey key, Affected affected, Map<JobKey, JobState> states) {
        Job job = job(key);
        JobState state = states.get(key);
        String why;
        Optional<Evidence> found = found(key);
        if (state == null
                && !requested.isEmpty()
                && !affected.reasons(key.component()).isEmpty()) {
            state = JobState.SKIPPED;
            why = "not requested";
        } else if (state == null && affected.jobs().contains(key)) {
            state = JobState.SKIPPED;
            why = "runs on " + job.settings().when().text();
        } else if (state == null) {
            state = JobState.UNAFFECTED;
            why = "not affected";
        } else if (state == JobState.PROVEN) {
            why = "by " + found.orElseThrow().latest().run();
        } else if (demanded.containsKey(key)) {
            why = demanded.get(key).why();
        } else if (again.containsKey(key)) {
            why = again.get(key);
        } else if (found.isPresent() && !found.get().proven()) {
            why = "failed in " + found.get().latest().run();
        } else if (found.isPresent()) {
            why = job.settings().cachePolicy() == CachePolicy.LAST
                    ? "its newest outcome is another one (cache: last)"
                    : "it runs each time (cache: false)";
        } else {
            JobKey needing = neededBy.get(key);
            why = needing == null || affected.jobs().contains(key) ? "" : "needed by " + needing + ", and not proven";
        }
        Map<String, String> inputs = request.describe() && state == JobState.RUN ? hashes.describe(key) : Map.of();
        InputHash hash = known.getOrDefault(key, gated.get(key));
        return new PlannedJob(key, job, state, why, Optional.ofNullable(hash), inputs, needs(key, states), found);
    }
}
