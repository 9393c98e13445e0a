/**
 * Changes and snapshots of a repository: the port {@link io.jenkins.plugins.mergeability.engine.change.History} with its
 * values, paths as text, and the paths that the owners of a {@code ClaimIndex} claim. Starts no process; {@code git} does.
 */
package io.jenkins.plugins.mergeability.engine.change;
