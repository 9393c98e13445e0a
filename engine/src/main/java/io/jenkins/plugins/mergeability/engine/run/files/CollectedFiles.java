package io.jenkins.plugins.mergeability.engine.run.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What was collected of a job.
 *
 * @param tests the results in its test reports; empty if it declares none or has written none
 * @param artifacts the paths of its artifacts, from the top of the repository, sorted
 * @param copies the directory with the copies of the artifacts; empty if there are none
 * @param problem why what it declares could not be collected
 */
public record CollectedFiles(
        Optional<TestResults> tests, List<String> artifacts, Optional<Path> copies, Optional<String> problem) {

    /** Nothing. */
    public static final CollectedFiles NONE =
            new CollectedFiles(Optional.empty(), List.of(), Optional.empty(), Optional.empty());

    public CollectedFiles {
        artifacts = List.copyOf(artifacts);
    }

    static CollectedFiles failed(Optional<TestResults> tests, String problem) {
        return new CollectedFiles(tests, List.of(), Optional.empty(), Optional.of(problem));
    }

    /** The same for a job that failed anyway. */
    public CollectedFiles withoutProblem() {
        return new CollectedFiles(tests, artifacts, copies, Optional.empty());
    }

    /** Why the job has not passed although its commands have; empty if it has. */
    public Optional<String> failure() {
        return tests.filter(results -> results.failed() > 0)
                .map(TestResults::reason)
                .or(() -> problem);
    }
}
