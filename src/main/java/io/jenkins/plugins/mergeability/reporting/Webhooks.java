package io.jenkins.plugins.mergeability.reporting;

import com.cloudbees.jenkins.GitHubWebHook;
import hudson.model.Item;

/** Registers the webhooks of repositories, which need the events for reviews in addition to those of the branch source. */
final class Webhooks {

    private Webhooks() {}

    /** Adds missing events to the webhook of the repository of a project, asynchronously, if Jenkins manages it. */
    static void register(Item project) {
        GitHubWebHook.get().registerHookFor(project);
    }
}
