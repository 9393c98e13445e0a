package io.jenkins.plugins.mergeability.reporting;

import java.util.Optional;

/**
 * Where pull requests are: a repository, as the project sees it whose credentials are used.
 *
 * @param project the full name of the project
 * @param owner who owns the repository
 * @param repository its name
 */
public record RepositoryLocation(String project, String owner, String repository) {

    /** Reads what {@link #toString} wrote; nothing if that is something else. */
    public static Optional<RepositoryLocation> of(String text) {
        int hash = text.lastIndexOf('#'); // which no name of a project or a repository has
        int slash = text.indexOf('/', hash + 1);
        return hash < 0 || slash < 0
                ? Optional.empty()
                : Optional.of(
                        new RepositoryLocation(text.substring(0, hash), text.substring(hash + 1, slash), text.substring(slash + 1)));
    }

    @Override
    public String toString() {
        return project + "#" + owner + "/" + repository;
    }
}
