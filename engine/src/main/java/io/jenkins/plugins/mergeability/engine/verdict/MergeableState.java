package io.jenkins.plugins.mergeability.engine.verdict;

/** Whether the changes of a pull request can be merged without conflicts, as GitHub reports it. */
public enum MergeableState {
    /** GitHub has not computed it yet. */
    UNKNOWN,
    /** There are conflicts with the target branch. */
    CONFLICT,
    /** There are no conflicts. */
    CLEAN
}
