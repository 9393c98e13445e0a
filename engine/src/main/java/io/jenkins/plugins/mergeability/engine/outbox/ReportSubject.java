package io.jenkins.plugins.mergeability.engine.outbox;

import java.util.Objects;

/**
 * The subject of reports. Of two reports of one kind with the same location, number and context only the newer is
 * delivered.
 *
 * @param account shares one write interval and the rate limits of the host, for example the id of credentials
 * @param location for {@link HostConnector#open}, for example the full name of a project
 * @param number of the pull request
 * @param context distinguishes the reports of different reporters on the same pull request
 */
public record ReportSubject(String account, String location, int number, String context) {

    public ReportSubject {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(context, "context");
    }
}
