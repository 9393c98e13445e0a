package io.jenkins.plugins.mergeability.environment.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.mergeability.engine.change.git.CommitSummary;
import io.jenkins.plugins.mergeability.environment.EnvironmentText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * A commit for people and the remote API.
 *
 * @param commit the commit
 * @param repository the address of its repository on GitHub; null if it is elsewhere
 */
@ExportedBean(defaultVisibility = 2)
public record CommitView(CommitSummary commit, @CheckForNull String repository) {

    /** How GitHub names the pull request in the message of a merge commit, and in that of a squashed or rebased one. */
    private static final Pattern PULL_REQUEST =
            Pattern.compile("^Merge pull request #(\\d{1,9}) from |\\(#(\\d{1,9})\\)$");

    @Exported
    public String getId() {
        return commit.id();
    }

    @Exported
    public String getSubject() {
        return commit.subject();
    }

    @Exported
    public String getAuthor() {
        return commit.author();
    }

    public String getShortId() {
        return EnvironmentText.brief(commit.id());
    }

    /** The page of the commit on GitHub; null if it is elsewhere. */
    @CheckForNull
    public String getUrl() {
        return repository == null ? null : repository + "/commit/" + commit.id();
    }

    /** The number of the pull request on GitHub that it merged; null if its message names none. */
    @Exported
    @CheckForNull
    public Integer getPullRequest() {
        Matcher matcher = PULL_REQUEST.matcher(commit.subject());
        if (repository == null || !matcher.find()) {
            return null;
        }
        return Integer.valueOf(matcher.group(matcher.group(1) == null ? 2 : 1));
    }

    /** The page of that pull request. */
    @CheckForNull
    public String getPullRequestUrl() {
        Integer number = getPullRequest();
        return number == null ? null : repository + "/pull/" + number;
    }
}
