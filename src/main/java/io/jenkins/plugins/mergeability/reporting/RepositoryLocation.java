package io.jenkins.plugins.mergeability.reporting;

import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A repository at GitHub, and the project whose credentials are used for it.
 *
 * @param project the full name of the project
 * @param owner the owner of the repository
 * @param repository the name of the repository
 */
@Restricted(NoExternalUse.class)
public record RepositoryLocation(String project, String owner, String repository) {

    /** Parses the result of {@link #toString}; empty for any other text. */
    public static Optional<RepositoryLocation> of(String text) {
        int hash = text.lastIndexOf('#'); // project and repository names do not contain it
        int slash = text.indexOf('/', hash + 1);
        return hash < 0 || slash < 0
                ? Optional.empty()
                : Optional.of(new RepositoryLocation(
                        text.substring(0, hash), text.substring(hash + 1, slash), text.substring(slash + 1)));
    }

    @Override
    public String toString() {
        return project + "#" + owner + "/" + repository;
    }
}
