package io.jenkins.plugins.mergeability.engine.github;

import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import java.util.Optional;

/**
 * What is reported of a commit.
 *
 * @param context what tells this report from others of the same commit; a branch can require it
 * @param verdict the state, with at most 140 characters of description
 * @param target the page that tells more
 */
public record CommitStatus(String context, Verdict verdict, Optional<String> target) {}
