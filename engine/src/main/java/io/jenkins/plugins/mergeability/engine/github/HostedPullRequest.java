package io.jenkins.plugins.mergeability.engine.github;

import io.jenkins.plugins.mergeability.engine.verdict.PullRequest;

/**
 * A pull request at a code host.
 *
 * @param facts what a verdict has to know of it
 * @param open whether it is neither merged nor closed
 * @param target the name of the branch it is to be merged into
 * @param base a commit of that branch
 * @param address its page
 */
public record HostedPullRequest(PullRequest facts, boolean open, String target, String base, String address) {}
