package io.jenkins.plugins.mergeability.reporting.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import io.jenkins.plugins.mergeability.engine.outbox.ReportSubject;
import io.jenkins.plugins.mergeability.reporting.RepositoryLocation;
import jenkins.model.Jenkins;

/**
 * A {@link RepositoryLocation} for people.
 *
 * @param project the full name of the project
 * @param url the page of the project; null if the project does not exist any more
 * @param repository the owner and the name of the repository
 */
record LocationView(String project, @CheckForNull String url, String repository) {

    private static final int SHOWN_COMMIT = 10;

    /** The pull request or the commit of a subject, as GitHub writes it after the name of a repository. */
    static String subject(ReportSubject subject) {
        return subject.commit()
                .map(commit -> "@" + commit.substring(0, Math.min(commit.length(), SHOWN_COMMIT)))
                .orElseGet(() -> "#" + subject.number());
    }

    static LocationView of(String text) {
        RepositoryLocation location = RepositoryLocation.of(text).orElse(null);
        String project = location == null ? text : location.project();
        Item item = Jenkins.get().getItemByFullName(project);
        return new LocationView(
                project,
                item == null ? null : item.getUrl(),
                location == null ? "" : location.owner() + "/" + location.repository());
    }
}
