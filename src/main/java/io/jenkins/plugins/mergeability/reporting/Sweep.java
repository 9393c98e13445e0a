package io.jenkins.plugins.mergeability.reporting;

import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.Item;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mergeability.config.Reporting;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import io.jenkins.plugins.mergeability.queue.GoneBranches;
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
import jenkins.branch.MultiBranchProject;
import jenkins.util.Timer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Periodically evaluates the open pull requests, and the branches of merge queues, that were not evaluated since the last sweep, because events get lost. The
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
        forgetMissing();
        endGoneBranches();
        int count = evaluateAll(interval, "sweep");
        listener.getLogger().println("Pull requests and branches of merge queues to evaluate: " + count);
    }

    /** Ends what a missed event of a deletion, or a restart, has left running. */
    private static void endGoneBranches() {
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            for (Item project : PullRequestJob.projects()) {
                if (project instanceof MultiBranchProject<?, ?> multibranch) {
                    GoneBranches.end(multibranch);
                }
            }
        }
    }

    /** Forgets the reports for branch sources that were removed from their projects, and for branches that are gone. */
    public static void forgetMissing() {
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            Reporter.get()
                    .outbox()
                    .forget(subject -> !GithubHosts.exists(subject.location()) || GithubHosts.isGone(subject));
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "cannot forget the reports for removed branch sources and branches", e);
        }
    }

    /** Evaluates all that was not evaluated within the interval. Returns the number. */
    public static int evaluateAll(Duration interval, String reason) {
        long now = System.currentTimeMillis();
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            List<ReportedJob> due = reportedJobs(reported -> isDue(
                    PullRequestStates.of(reported)
                            .map(PullRequestState::evaluated)
                            .orElse(0L),
                    now,
                    interval));
            spread(due, interval.dividedBy(2), reason);
            return due.size();
        }
    }

    /** Whether an evaluation is older than the interval. One in the future means that the clock was set back. */
    static boolean isDue(long evaluated, long now, Duration interval) {
        return evaluated < now - interval.toMillis() || evaluated > now;
    }

    private static List<ReportedJob> reportedJobs(Predicate<ReportedJob> filter) {
        List<ReportedJob> found = new ArrayList<>();
        for (Item project : PullRequestJob.projects()) {
            if (ReportingResolver.isReported(project)) {
                ReportedJob.in(project).stream().filter(filter).forEach(found::add);
            }
        }
        return found;
    }

    /**
     * Evaluates pull requests and branches one after the other within a duration, or slower to keep the minimum spacing. Those that
     * are not pending come first: what they say may not hold any more.
     */
    public static void spread(List<? extends ReportedJob> all, Duration duration, String reason) {
        Evaluator evaluator = Reporter.get().evaluator();
        if (evaluator == null || all.isEmpty()) {
            return;
        }
        List<ReportedJob> inOrder = new ArrayList<>(all);
        Map<ReportedJob, Boolean> pending = new HashMap<>();
        all.forEach(reported -> pending.put(reported, isPending(reported)));
        inOrder.sort(Comparator.comparing(pending::get));
        Duration step = duration.dividedBy(all.size());
        Duration delay = evaluator.timing().event();
        for (ReportedJob reported : inOrder) {
            evaluator.evaluatePaced(reported.key(), reason, delay);
            delay = delay.plus(step);
        }
    }

    /** Evaluates everything after a start of the controller, because events were lost. */
    static void afterStartup() {
        Timer.get().submit(() -> {
            try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
                PullRequestJob.projects().forEach(Reporter.get()::isConfigurationChanged); // as the baseline
                spread(reportedJobs(reported -> true), Duration.ZERO, "Jenkins started");
            }
        });
    }

    private static boolean isPending(ReportedJob reported) {
        return PullRequestStates.of(reported)
                .map(PullRequestState::decision)
                .map(decision -> decision.cause().state() == Verdict.State.PENDING)
                .orElse(true);
    }
}
