package io.jenkins.plugins.mergeability.engine.run.files;

/**
 * A test that failed, or a report that cannot be read.
 *
 * @param report the path of the report, from the top of the repository
 * @param name the class and the name of the test, with a dot between them
 * @param message what the report says about it, in one line; may be empty
 */
public record TestFailure(String report, String name, String message) {}
