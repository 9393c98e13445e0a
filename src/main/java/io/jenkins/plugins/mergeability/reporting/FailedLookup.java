package io.jenkins.plugins.mergeability.reporting;

import io.jenkins.plugins.mergeability.engine.github.HostException;
import java.time.Instant;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A pull request, or the branch of its entry in a merge queue, that could not be evaluated the last time, because the lookup
 * at GitHub failed.
 *
 * @param location the {@link RepositoryLocation} as text
 * @param number the number of the pull request
 * @param kind the kind of the error
 * @param message the error message
 * @param since the time of the first failure in a row
 */
@Restricted(NoExternalUse.class)
public record FailedLookup(String location, int number, HostException.Kind kind, String message, Instant since) {}
