package io.jenkins.plugins.mergeability.engine.outbox;

import java.util.Objects;
import java.util.Optional;

/**
 * The subject of reports: a pull request, or a commit of a merge queue. Of two reports of one kind with the same
 * location, context and pull request or commit only the newer is delivered.
 *
 * @param account shares one write interval and the rate limits of the host, for example the id of credentials
 * @param location for {@link HostConnector#open}, for example the full name of a project
 * @param number of the pull request; 0 for a commit
 * @param commit the id of the commit; empty for a pull request, whose commits change
 * @param context distinguishes the reports of different reporters on the same pull request or commit
 */
public record ReportSubject(String account, String location, int number, Optional<String> commit, String context) {

    public ReportSubject {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(context, "context");
        if (commit.isPresent() && number != 0) {
            throw new IllegalArgumentException("both the pull request " + number + " and the commit " + commit.get());
        }
    }

    /** A pull request. */
    public ReportSubject(String account, String location, int number, String context) {
        this(account, location, number, Optional.empty(), context);
    }

    /** A commit that has reports of its own. */
    public static ReportSubject ofCommit(String account, String location, String commit, String context) {
        return new ReportSubject(account, location, 0, Optional.of(commit), context);
    }
}
