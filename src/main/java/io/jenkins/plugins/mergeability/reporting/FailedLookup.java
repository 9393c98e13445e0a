package io.jenkins.plugins.mergeability.reporting;

import io.jenkins.plugins.mergeability.engine.github.HostException;
import java.time.Instant;

/**
 * A pull request of which GitHub told nothing when it was looked at last, so that nothing was decided of it.
 *
 * @param place where it is, as in what has to be told
 * @param number its number
 * @param kind what somebody can do about it
 * @param words what went wrong
 * @param since when that began
 */
record FailedLookup(String place, int number, HostException.Kind kind, String words, Instant since) {}
