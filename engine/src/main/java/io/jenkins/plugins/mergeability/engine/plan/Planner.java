package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import io.jenkins.plugins.mergeability.engine.map.Unmapped;
import io.jenkins.plugins.mergeability.engine.proof.Evidence;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.proof.ProofStore;
import java.io.IOException;
import java.util.ArrayList;
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
    private final Set<JobRef> asked = new HashSet<>();

    private Planner(PlanRequest request) {
        this.request = request;
        this.map = request.map();
        this.hashes = new InputHashes(map, request.contents(), request.fingerprints());
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
            ComponentMap map, FileDigests contents, Map<String, String> fingerprints, Set<JobKey> keys) {
        Set<JobRef> refs = new LinkedHashSet<>();
        for (JobKey key : keys) {
            refs.add(key.ref());
        }
        Map<JobKey, InputHash> all = new HashMap<>(new InputHashes(map, contents, fingerprints).of(refs));
        all.keySet().retainAll(keys);
        return all;
    }

    /** Does what takes longest the first time it is done; for a caller that has to wait for something else anyway. */
    public static void prepare() {
        new FieldHasher().begin("").end();
    }

    private Plan plan(ProofStore proofs) throws UnclaimedPathsException, IOException {
        Affected affected = affected();
        List<JobRef> wanted = new ArrayList<>();
        for (String name : affected.reasons().keySet()) {
            for (Job job : map.components().get(name).jobs().values()) {
                wanted.add(new JobRef(name, job.name()));
            }
        }
        Map<JobKey, InputHash> known = hashes.of(wanted);
        Map<InputHash, Evidence> evidence = proofs.find(new HashSet<>(known.values()));
        List<PlannedComponent> components = new ArrayList<>(map.components().size());
        for (Component component : map.components().values()) {
            List<Reason> reasons = affected.reasons().getOrDefault(component.name(), List.of());
            components.add(component(component, reasons, known, evidence));
        }
        return new Plan(
                request.occasion(), request.base(), request.head(), components, affected.unclaimed(), request.notes());
    }

    private Affected affected() throws UnclaimedPathsException {
        if (request.cause() instanceof PlanScope.Changed change) {
            Affected affected =
                    Affected.by(map, request.claims(), change.paths(), change.redefined(), change.mapPath());
            if (map.unmapped() == Unmapped.ERROR && !affected.unclaimed().isEmpty()) {
                throw new UnclaimedPathsException(affected.unclaimed());
            }
            return affected;
        }
        if (request.cause() instanceof PlanScope.Asked byName) {
            asked.addAll(TopologicalOrder.jobs(map, byName.jobs()));
            return Affected.asked(map, byName.jobs(), asked);
        }
        return Affected.everything(
                map, Reason.of(Reason.Kind.EVERYTHING, ((PlanScope.Everything) request.cause()).why()));
    }

    private PlannedComponent component(
            Component component,
            List<Reason> reasons,
            Map<JobKey, InputHash> known,
            Map<InputHash, Evidence> evidence) {
        List<PlannedJob> jobs = new ArrayList<>(component.jobs().size());
        boolean allProven = true;
        boolean anyProven = false;
        for (Job job : component.jobs().values()) {
            for (Optional<String> platform : job.platforms()) {
                JobKey key = new JobKey(component.name(), job.name(), platform);
                PlannedJob planned = job(key, job, !reasons.isEmpty(), known, evidence);
                jobs.add(planned);
                allProven &= planned.state() != JobState.RUN;
                anyProven |= planned.state() == JobState.PROVEN;
            }
        }
        ComponentState state = reasons.isEmpty()
                ? ComponentState.UNAFFECTED
                : allProven && anyProven ? ComponentState.PROVEN : ComponentState.AFFECTED;
        return new PlannedComponent(component, state, reasons, jobs);
    }

    private PlannedJob job(
            JobKey key, Job job, boolean affected, Map<JobKey, InputHash> known, Map<InputHash, Evidence> evidence) {
        List<JobKey> needs = InputHashes.needs(map, key);
        if (!affected) {
            return new PlannedJob(
                    key, job, JobState.UNAFFECTED, "not affected", Optional.empty(), Map.of(), needs, Optional.empty());
        }
        InputHash hash = known.get(key);
        Optional<Evidence> found = Optional.ofNullable(evidence.get(hash));
        boolean named = asked.contains(key.ref());
        JobState state;
        String why;
        if (!asked.isEmpty() && !named) {
            state = JobState.SKIPPED;
            why = "not asked for";
        } else if (!named && !job.settings().when().runsOn(request.occasion())) {
            state = JobState.SKIPPED;
            why = "runs on " + job.settings().when().text();
        } else if (found.isPresent() && found.get().proven()) {
            state = JobState.PROVEN;
            why = "by " + found.get().latest().run();
        } else {
            state = JobState.RUN;
            why = found.isPresent() ? "failed in " + found.get().latest().run() : "";
        }
        Map<String, String> inputs = request.describe() && state == JobState.RUN ? hashes.describe(key) : Map.of();
        return new PlannedJob(key, job, state, why, Optional.of(hash), inputs, needs, found);
    }
}
