package io.jenkins.plugins.mergeability.environment;

import hudson.model.Run;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The archived artifacts of the builds of the branch that made, tested and offered the releases of an environment. */
final class ReleaseArtifacts {

    private static final int MOST_BUILDS = 5;

    private final PinnedProofs proofs;
    private final Map<Integer, String> offeringBuilds;
    private final Map<Integer, SortedMap<Integer, String>> known = new HashMap<>();

    ReleaseArtifacts(EnvironmentJob environment) throws IOException {
        this.proofs = new PinnedProofs(environment);
        this.offeringBuilds = environment.offeringBuilds();
    }

    /**
     * The addresses of the artifacts of a release by the numbers of the builds. Those of other branches are left out.
     *
     * @param root the address of Jenkins
     */
    SortedMap<Integer, String> of(Candidate candidate, String root) throws IOException {
        SortedMap<Integer, String> addresses = known.get(candidate.number());
        if (addresses == null) {
            addresses = find(candidate, root);
            known.put(candidate.number(), addresses);
        }
        return addresses;
    }

    private SortedMap<Integer, String> find(Candidate candidate, String root) throws IOException {
        Run<?, ?> offering = EnvironmentJob.findBuild(offeringBuilds.getOrDefault(candidate.number(), ""));
        if (offering == null) {
            return new TreeMap<>();
        }
        Set<Run<?, ?>> runs = new HashSet<>(Set.of(offering));
        for (Outcome outcome : proofs.of(candidate).values()) {
            Run<?, ?> run = EnvironmentJob.findBuild(outcome.run());
            if (run != null && run.getParent().equals(offering.getParent())) {
                runs.add(run);
            }
        }
        SortedMap<Integer, String> addresses = new TreeMap<>();
        for (Run<?, ?> run : runs) {
            if (run.getHasArtifacts()) {
                addresses.put(run.getNumber(), root + run.getUrl() + "artifact/");
            }
        }
        while (addresses.size() > MOST_BUILDS) {
            addresses.remove(addresses.firstKey());
        }
        return addresses;
    }
}
