package io.jenkins.plugins.mergeability.config;

/** When the plugin comments on a pull request, from the fewest comments to the most. */
public enum CommentPolicy {
    /** Never. */
    NEVER,
    /** Once a job has failed. From then on the comment is updated. */
    FAILURES,
    /** Once a job has failed or the pull request can be merged. From then on the comment is updated. */
    OUTCOMES,
    /** As soon as the build has planned. */
    ALWAYS
}
