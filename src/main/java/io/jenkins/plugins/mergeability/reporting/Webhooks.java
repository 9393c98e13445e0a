package io.jenkins.plugins.mergeability.reporting;

import com.cloudbees.jenkins.GitHubWebHook;
import hudson.model.Item;

/** Where Jenkins manages the hooks of repositories, they have to tell of reviews, too. */
final class Webhooks {

    private Webhooks() {}

    /** Adds what is missing to the hook of a project's repository; that happens later, and where Jenkins may. */
    static void register(Item project) {
        GitHubWebHook.get().registerHookFor(project);
    }
}
