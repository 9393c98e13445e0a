package io.jenkins.plugins.mergeability.reporting;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.mergeability.config.ReportingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import jenkins.branch.MultiBranchProject;

/**
 * That builds of a project report mergeability, and how, so that the next pull request is pending before it is built. What
 * a branch asks for is remembered rather than what one pull request does.
 *
 * @param options what was asked for
 * @param branch whether by a build of a branch
 */
record ProjectMemory(@CheckForNull ReportingOptions options, boolean branch) {

    static Optional<ProjectMemory> of(MultiBranchProject<?, ?> project) {
        return PullRequestStates.read(file(project), ProjectMemory.class);
    }

    /**
     * Remembers what a build asks for.
     *
     * @return whether nothing was remembered of the project before
     */
    static boolean remember(MultiBranchProject<?, ?> project, ReportingOptions options, boolean branch)
            throws IOException {
        synchronized (ProjectMemory.class) {
            Optional<ProjectMemory> before = of(project);
            ProjectMemory now = new ProjectMemory(options, branch);
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
