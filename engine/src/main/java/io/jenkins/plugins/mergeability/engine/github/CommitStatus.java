package io.jenkins.plugins.mergeability.engine.github;

import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import java.util.Optional;

/**
 * The status of a commit.
 *
 * @param context distinguishes this status from others of the same commit; a branch protection rule can require it
 * @param verdict the state, with at most 140 characters of description
 * @param target the URL of a page with details
 */
public record CommitStatus(String context, Verdict verdict, Optional<String> target) {}
