package io.jenkins.plugins.mergeability.environment;

import hudson.Util;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.proof.Evidence;
import io.jenkins.plugins.mergeability.engine.proof.FileProofStore;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The outcomes that let a release through the gate, as they were when it was offered: kept in the directory of the
 * environment, however old they get and whatever runs later.
 */
public final class PinnedProofs {

    private final Path directory;

    /** The proofs of an environment. */
    public PinnedProofs(EnvironmentJob environment) {
        this(environment.directory().resolve("proofs"));
    }

    PinnedProofs(Path directory) {
        this.directory = directory;
    }

    private Path directory(Candidate candidate) {
        return directory.resolve(Integer.toString(candidate.number()));
    }

    /** Keeps what proves a candidate. What is kept of it already stays. */
    void pin(Candidate candidate, Map<InputHash, Evidence> evidence) throws IOException {
        if (!Files.exists(directory(candidate))) {
            List<Outcome> outcomes = candidate.offer().proofs().values().stream()
                    .distinct()
                    .map(evidence::get)
                    .filter(Objects::nonNull)
                    .map(Evidence::latest)
                    .toList();
            new FileProofStore(directory(candidate)).record(outcomes);
        }
    }

    /** What is kept of the proofs of a candidate. */
    public Map<InputHash, Outcome> of(Candidate candidate) throws IOException {
        Map<InputHash, Outcome> found = new HashMap<>();
        new FileProofStore(directory(candidate))
                .find(new HashSet<>(candidate.offer().proofs().values()))
                .forEach((hash, evidence) -> found.put(hash, evidence.latest()));
        return found;
    }

    /** Deletes what is kept of the proofs of all other candidates. */
    void retain(Collection<Candidate> candidates) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Set<Path> kept = new HashSet<>();
        candidates.forEach(candidate -> kept.add(directory(candidate)));
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
            for (Path each : all) {
                if (!kept.contains(each)) {
                    Util.deleteRecursive(each.toFile());
                }
            }
        }
    }
}
