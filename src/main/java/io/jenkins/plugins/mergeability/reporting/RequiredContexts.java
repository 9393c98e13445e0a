package io.jenkins.plugins.mergeability.reporting;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.AsyncPeriodicWork;
import hudson.model.Item;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Finds the contexts that are reported but that GitHub requires nowhere: everybody with write access can merge whatever they
 * say. It asks for the target branches of open pull requests, every few hours.
 */
@Restricted(NoExternalUse.class)
@Extension
public final class RequiredContexts extends AsyncPeriodicWork {

    /**
     * A context that none of the target branches of a project's open pull requests requires.
     *
     * @param project the full name of the project
     * @param url the page of the project
     * @param repository the owner and name of the repository
     * @param context the context of the commit status
     * @param branches the target branches
     */
    public record Unrequired(
            String project, String url, String repository, String context, SortedSet<String> branches) {

        public Unrequired {
            branches = new TreeSet<>(branches);
        }

        @Override
        public SortedSet<String> branches() {
            return new TreeSet<>(branches);
        }
    }

    private record Reported(Item project, RepositoryLocation location, String context) {}

    private static final Logger LOGGER = Logger.getLogger(RequiredContexts.class.getName());

    private static final long HOURS = 4;

    private static final long FIRST_MINUTES = 10;

    /** Each branch costs two requests. With more, nothing is said. */
    private static final int MAX_BRANCHES = 20;

    private volatile List<Unrequired> unrequired = List.of();

    public RequiredContexts() {
        super("Comparison of mergeability's contexts with the required status checks");
    }

    public static RequiredContexts get() {
        return ExtensionList.lookupSingleton(RequiredContexts.class);
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.HOURS.toMillis(HOURS);
    }

    @Override
    public long getInitialDelay() {
        return TimeUnit.MINUTES.toMillis(FIRST_MINUTES);
    }

    @Override
    protected Level getNormalLoggingLevel() {
        return Level.FINE;
    }

    @Override
    protected void execute(TaskListener listener) {
        update();
    }

    /** What the last comparison has found, sorted by project. */
    public List<Unrequired> unrequired() {
        return unrequired;
    }

    /** Compares now. A repository that cannot be asked is left out. */
    void update() {
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            List<Unrequired> found = new ArrayList<>();
            targets().forEach((reported, branches) -> {
                if (branches.size() <= MAX_BRANCHES && isRequiredNowhere(reported, branches)) {
                    RepositoryLocation location = reported.location();
                    found.add(new Unrequired(
                            reported.project().getFullName(),
                            reported.project().getUrl(),
                            location.owner() + "/" + location.repository(),
                            reported.context(),
                            branches));
                }
            });
            found.sort(Comparator.comparing(Unrequired::project)
                    .thenComparing(Unrequired::repository)
                    .thenComparing(Unrequired::context));
            unrequired = List.copyOf(found);
        }
    }

    /** The target branches of the open pull requests with a verdict. */
    private static Map<Reported, SortedSet<String>> targets() {
        Map<Reported, SortedSet<String>> targets = new HashMap<>();
        for (Item project : PullRequestJob.projects()) {
            if (ReportingResolver.isReported(project)) {
                for (PullRequestJob pull : PullRequestJob.in(project)) {
                    PullRequestState state = PullRequestStates.of(pull).orElse(null);
                    PullRequestState.GithubData github = state == null || !state.open() ? null : state.github();
                    PullRequestState.Decision decision = state == null ? null : state.decision();
                    if (github != null && decision != null) {
                        targets.computeIfAbsent(
                                        new Reported(project, pull.location(), decision.context()),
                                        key -> new TreeSet<>())
                                .add(github.target());
                    }
                }
            }
        }
        return targets;
    }

    private static boolean isRequiredNowhere(Reported reported, SortedSet<String> branches) {
        try {
            return Reporter.get().hosts().requiresNowhere(reported.location().toString(), branches, reported.context());
        } catch (HostException e) {
            LOGGER.log(Level.FINE, e, () -> "cannot read the required status checks of " + reported.location());
            return false;
        }
    }
}
