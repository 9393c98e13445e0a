package io.jenkins.plugins.mergeability.engine.outbox;

import java.util.Objects;

/**
 * What a report is about. Of two reports of one kind about the same place, number and context only the newer is told.
 *
 * @param account what shares a pace of writes and the host's limits, such as the id of credentials
 * @param place what {@link HostConnector} opens, such as the full name of a project
 * @param number of the pull request
 * @param context what tells one's reports from others' on the same pull request
 */
public record ReportSubject(String account, String place, int number, String context) {

    public ReportSubject {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(context, "context");
    }
}
