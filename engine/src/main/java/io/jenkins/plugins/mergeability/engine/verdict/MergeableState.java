package io.jenkins.plugins.mergeability.engine.verdict;

/** Whether a pull request can be merged as far as its text goes, as GitHub says. */
public enum MergeableState {
    /** GitHub has not computed it yet. */
    UNKNOWN,
    /** It conflicts with its target branch. */
    CONFLICT,
    /** It does not conflict. */
    CLEAN
}
