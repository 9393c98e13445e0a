package io.jenkins.plugins.mergeability.reporting;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.mergeability.config.ReportingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import jenkins.branch.MultiBranchProject;

/**
 * The options of the {@code reportMergeability} step in earlier builds of a project. They apply to pull requests that have
 * not been built yet. The options of a branch take precedence over those of a pull request.
 *
 * @param options the options of the step
 * @param branch whether a build of a branch has called the step
 */
record RecordedStepOptions(@CheckForNull ReportingOptions options, boolean branch) {

    static Optional<RecordedStepOptions> of(MultiBranchProject<?, ?> project) {
        return PullRequestStates.read(file(project), RecordedStepOptions.class);
    }

    /**
     * Records the options of a build.
     *
     * @return whether these are the first options of the project
     */
    static boolean record(MultiBranchProject<?, ?> project, ReportingOptions options, boolean branch)
            throws IOException {
        synchronized (RecordedStepOptions.class) {
            Optional<RecordedStepOptions> before = of(project);
            RecordedStepOptions now = new RecordedStepOptions(options, branch);
            if (!before.equals(Optional.of(now))
                    && (branch || before.isEmpty() || !before.get().branch())) {
                PullRequestStates.write(file(project), now);
            }
            return before.isEmpty();
        }
    }

    private static Path file(MultiBranchProject<?, ?> project) {
        return project.getRootDir().toPath().resolve("mergeability-reporting.json");
    }
}
