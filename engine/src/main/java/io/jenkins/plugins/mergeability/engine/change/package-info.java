/**
 * What changed and what is there: the port {@link io.jenkins.plugins.mergeability.engine.change.History} with its
 * values, paths as text, and what the owners of a {@code ClaimIndex} claim. Knows no process; {@code git} below does.
 */
package io.jenkins.plugins.mergeability.engine.change;
