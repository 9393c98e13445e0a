package io.jenkins.plugins.mergeability.engine.github;

import io.jenkins.plugins.mergeability.engine.verdict.PullRequest;

/**
 * A pull request at a code host.
 *
 * @param facts the input of a verdict
 * @param open whether it is neither merged nor closed
 * @param target the name of the target branch
 * @param base a commit of the target branch
 * @param address the URL of its page
 */
public record HostedPullRequest(PullRequest facts, boolean open, String target, String base, String address) {}
