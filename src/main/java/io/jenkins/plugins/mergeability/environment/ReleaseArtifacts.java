package io.jenkins.plugins.mergeability.environment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.deploy.journal.EventKind;
import io.jenkins.plugins.mergeability.engine.deploy.journal.JournalEvent;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The archived artifacts of the builds of the branch that made, tested and offered the releases of an environment. */
final class ReleaseArtifacts {

    private static final int MOST_BUILDS = 5;

    private final EnvironmentJob environment;

    ReleaseArtifacts(EnvironmentJob environment) {
        this.environment = environment;
    }

    /**
     * The addresses of the artifacts of a release by the numbers of the builds. Those of other branches are left out.
     *
     * @param root the address of Jenkins
     */
    SortedMap<Integer, String> of(Candidate candidate, String root) throws IOException {
        Run<?, ?> offering = null;
        for (JournalEvent event : environment.journal().read()) {
            if (event.kind() == EventKind.OFFERED && event.candidate() == candidate.number()) {
                offering = find(event.by());
            }
        }
        if (offering == null) {
            return new TreeMap<>();
        }
        Set<Run<?, ?>> runs = new HashSet<>(Set.of(offering));
        for (Outcome outcome : new PinnedProofs(environment).of(candidate).values()) {
            Run<?, ?> run = find(outcome.run());
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

    @CheckForNull
    private static Run<?, ?> find(String id) {
        try {
            return Run.fromExternalizableId(id);
        } catch (IllegalArgumentException e) {
            return null; // it is not a build any more
        }
    }
}
