package io.jenkins.plugins.mergeability.engine.change.git;

import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A commit in a line.
 *
 * @param id the id of the commit
 * @param author the name of its author
 * @param email the address of its author
 * @param at when it was committed
 * @param subject the first line of its message
 */
public record CommitSummary(String id, String author, String email, Instant at, String subject) {

    private static final int FIELDS = 5;

    /**
     * The commits that a revision has and another one has not, the newest first.
     *
     * @param since the other revision; empty for all commits
     * @param most how many at most
     */
    static List<CommitSummary> read(Git git, Optional<String> since, String until, int most)
            throws ExternalFailureException {
        List<String> arguments = new ArrayList<>(List.of(
                "log",
                "--encoding=UTF-8",
                "--no-show-signature",
                "--no-color",
                "--no-decorate",
                "--no-patch",
                "--format=%H%x1f%an%x1f%ae%x1f%ct%x1f%s",
                "--max-count=" + most,
                until));
        since.ifPresent(revision -> arguments.add("^" + revision));
        arguments.add("--");
        return parse(git.start(arguments.toArray(String[]::new)).read());
    }

    /** The commits that git printed. */
    static List<CommitSummary> parse(byte[] output) {
        List<CommitSummary> commits = new ArrayList<>();
        for (String line : new String(output, StandardCharsets.UTF_8).lines().toList()) {
            String[] fields = line.split("\u001f", FIELDS);
            if (fields.length == FIELDS) {
                Instant at = Instant.ofEpochSecond(Long.parseLong(fields[3]));
                commits.add(new CommitSummary(fields[0], fields[1], fields[2], at, fields[4]));
            }
        }
        return commits;
    }
}
