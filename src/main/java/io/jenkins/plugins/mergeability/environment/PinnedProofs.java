package io.jenkins.plugins.mergeability.environment;

import hudson.Util;
import hudson.util.AtomicFileWriter;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.proof.Evidence;
import io.jenkins.plugins.mergeability.engine.proof.FileProofStore;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The outcomes that let a release through the gate, as they were when it was offered: kept in the directory of the
 * environment, however old they get and whatever runs later.
 */
public final class PinnedProofs {

    /** The file with the hashes of flaky jobs, one in each line. It is written last. */
    private static final String FLAKY = "flaky.txt";

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
        Path flaky = directory(candidate).resolve(FLAKY);
        if (!Files.exists(flaky)) {
            List<Outcome> outcomes = candidate.offer().proofs().values().stream()
                    .distinct()
                    .map(evidence::get)
                    .filter(Objects::nonNull)
                    .map(Evidence::latest)
                    .toList();
            new FileProofStore(directory(candidate)).record(outcomes);
            try (AtomicFileWriter writer = new AtomicFileWriter(flaky, StandardCharsets.UTF_8)) {
                for (InputHash hash : new TreeSet<>(candidate.offer().proofs().values())) {
                    Evidence found = evidence.get(hash);
                    if (found != null && found.flaky()) {
                        writer.write(hash.hex() + "\n");
                    }
                }
                writer.commit();
            }
        }
    }

    /** The inputs for which jobs both passed and failed before a candidate was offered. */
    public Set<InputHash> flaky(Candidate candidate) throws IOException {
        Path flaky = directory(candidate).resolve(FLAKY);
        return Files.exists(flaky)
                ? Files.readAllLines(flaky).stream().map(InputHash::new).collect(Collectors.toSet())
                : Set.of();
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
