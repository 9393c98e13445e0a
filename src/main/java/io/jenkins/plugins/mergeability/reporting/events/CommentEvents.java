package io.jenkins.plugins.mergeability.reporting.events;

import com.cloudbees.jenkins.GitHubRepositoryName;
import com.fasterxml.jackson.databind.JsonNode;
import hudson.Extension;
import hudson.model.Item;
import io.jenkins.plugins.mergeability.reporting.PullRequestJob;
import io.jenkins.plugins.mergeability.reporting.Reporter;
import io.jenkins.plugins.mergeability.reporting.ReportingResolver;
import io.jenkins.plugins.mergeability.reporting.RerunByComment;
import java.util.EnumSet;
import java.util.Set;
import org.jenkinsci.plugins.github.extension.GHSubscriberEvent;
import org.kohsuke.github.GHEvent;

/** Evaluates a pull request after a comment that asks to run its failed jobs again, where that is enabled. */
@Extension
public final class CommentEvents extends RepositoryEvents {

    @Override
    protected boolean isApplicable(Item item) {
        return ReportingResolver.isReported(item) && ReportingResolver.hasRerunComments(item);
    }

    @Override
    protected Set<GHEvent> events() {
        return EnumSet.of(GHEvent.ISSUE_COMMENT);
    }

    @Override
    void handle(GHSubscriberEvent event, JsonNode payload, GitHubRepositoryName repository) {
        JsonNode issue = payload.path("issue");
        String text = payload.path("comment").path("body").asText("").strip();
        if (!payload.path("action").asText("").equals("created")
                || !issue.has("pull_request")
                || !text.equalsIgnoreCase(RerunByComment.COMMAND)) {
            return;
        }
        int number = issue.path("number").asInt();
        for (PullRequestJob pull : find(repository, found -> found.number() == number)) {
            if (ReportingResolver.hasRerunComments(pull)) {
                Reporter.evaluatePaced(pull, RerunByComment.REASON);
            }
        }
    }
}
