package io.jenkins.plugins.mergeability.engine.map;

/**
 * What runs before a release is switched to, such as a migration of a database.
 *
 * @param block what runs
 * @param compatible whether the release before still works once it has run, so that it can be put back
 * @param again whether it can run again after it was interrupted
 */
public record BeforeDeploy(Block block, boolean compatible, boolean again) {}
