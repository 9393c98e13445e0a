package io.jenkins.plugins.mergeability.outputs;

import java.time.Instant;

/**
 * The outputs of a repository on the controller.
 *
 * @param id the name of its directory, which identifies it
 * @param name the name of the repository, such as {@code github.com/acme/shop}
 * @param count how many jobs have outputs there
 * @param primaryBytes the size of those of the primary branch on the disk
 * @param otherBytes the size of those of other branches, pull requests and jobs
 * @param lastUse when a build last used any
 */
public record StoredOutputs(String id, String name, int count, long primaryBytes, long otherBytes, Instant lastUse) {}
