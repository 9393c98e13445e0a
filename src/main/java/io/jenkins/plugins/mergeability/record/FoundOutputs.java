package io.jenkins.plugins.mergeability.record;

/**
 * The outputs of a needed job that a job found in place.
 *
 * @param job the needed job, as {@code component/job@platform}
 * @param digest the digest of the outputs, in hexadecimal
 * @param build the build that made them, as a proof names it
 */
public record FoundOutputs(String job, String digest, String build) {}
