package io.jenkins.plugins.mergeability.reporting;

import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.Item;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mergeability.config.Reporting;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.Timer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Periodically evaluates the open pull requests that were not evaluated since the last sweep, because events get lost. The
 * evaluations are spread over half of the interval.
 */
@Restricted(NoExternalUse.class)
@Extension
public final class Sweep extends AsyncPeriodicWork {

    private static final Logger LOGGER = Logger.getLogger(Sweep.class.getName());

    private long last = System.nanoTime();

    public Sweep() {
        super("Sweep over open pull requests");
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.MINUTES.toMillis(1);
    }

    @Override
    public long getInitialDelay() {
        return getRecurrencePeriod();
    }

    @Override
    protected void execute(TaskListener listener) {
        Duration interval = Reporting.sweepInterval();
        if (System.nanoTime() - last < interval.toNanos()) {
            return;
        }
        last = System.nanoTime();
        forgetMissingLocations();
        int count = evaluateAll(interval, "sweep");
        listener.getLogger().println("Pull requests to evaluate: " + count);
    }

    /** Forgets the reports for branch sources that were removed from their projects. */
    static void forgetMissingLocations() {
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            Reporter.get().outbox().forget(subject -> !GithubHosts.exists(subject.location()));
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "cannot forget the reports for removed branch sources", e);
        }
    }

    /** Evaluates all pull requests that were not evaluated within the interval. Returns their number. */
    public static int evaluateAll(Duration interval, String reason) {
        long now = System.currentTimeMillis();
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            List<PullRequestJob> due = reportedPullRequests(pull -> isDue(
                    PullRequestStates.of(pull).map(PullRequestState::evaluated).orElse(0L), now, interval));
            spread(due, interval.dividedBy(2), reason);
            return due.size();
        }
    }

    /** Whether an evaluation is older than the interval. One in the future means that the clock was set back. */
    static boolean isDue(long evaluated, long now, Duration interval) {
        return evaluated < now - interval.toMillis() || evaluated > now;
    }

    private static List<PullRequestJob> reportedPullRequests(Predicate<PullRequestJob> filter) {
        List<PullRequestJob> found = new ArrayList<>();
        for (Item project : PullRequestJob.projects()) {
            if (ReportingResolver.isReported(project)) {
                PullRequestJob.in(project).stream().filter(filter).forEach(found::add);
            }
        }
        return found;
    }

    /**
     * Evaluates pull requests one after the other within a duration, or slower to keep the minimum spacing. Those that
     * are not pending come first: what they say may not hold any more.
     */
    public static void spread(List<PullRequestJob> pulls, Duration duration, String reason) {
        Evaluator evaluator = Reporter.get().evaluator();
        if (evaluator == null || pulls.isEmpty()) {
            return;
        }
        List<PullRequestJob> inOrder = new ArrayList<>(pulls);
        Map<PullRequestJob, Boolean> pending = new HashMap<>();
        pulls.forEach(pull -> pending.put(pull, isPending(pull)));
        inOrder.sort(Comparator.comparing(pending::get));
        Duration step = duration.dividedBy(pulls.size());
        Duration delay = evaluator.timing().event();
        for (PullRequestJob pull : inOrder) {
            evaluator.evaluatePaced(pull.key(), reason, delay);
            delay = delay.plus(step);
        }
    }

    /** Evaluates all pull requests after a start of the controller, because events were lost. */
    static void afterStartup() {
        Timer.get().submit(() -> {
            try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
                PullRequestJob.projects().forEach(Reporter.get()::isConfigurationChanged); // as the baseline
                spread(reportedPullRequests(pull -> true), Duration.ZERO, "Jenkins started");
            }
        });
    }

    private static boolean isPending(PullRequestJob pull) {
        return PullRequestStates.of(pull)
                .map(PullRequestState::decision)
                .map(decision -> decision.cause().state() == Verdict.State.PENDING)
                .orElse(true);
    }
}
