package io.jenkins.plugins.mergeability.engine.github;

/**
 * A comment on a pull request by somebody with write access to the repository.
 *
 * @param id its number; later comments have higher ones
 * @param author the login
 */
public record WriterComment(long id, String author) {}
