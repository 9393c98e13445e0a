package io.jenkins.plugins.mergeability.reporting;

import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mergeability.config.Reporting;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import jenkins.branch.MultiBranchProject;
import jenkins.util.Timer;

/**
 * Looks at all open pull requests from time to time, because events get lost: at those that nobody has looked at since the
 * last time, spread over half of the time until the next.
 */
@Extension
public final class Sweep extends AsyncPeriodicWork {

    private long last = System.nanoTime();

    public Sweep() {
        super("Looking at pull requests for their mergeability");
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
        Duration interval = Reporting.sweep();
        if (System.nanoTime() - last < interval.toNanos()) {
            return;
        }
        last = System.nanoTime();
        int asked = all(interval, "looked at from time to time");
        listener.getLogger().println("Pull requests to look at: " + asked);
    }

    /** Has all pull requests looked at that nobody has looked at for this long. */
    static int all(Duration interval, String why) {
        long before = System.currentTimeMillis() - interval.toMillis();
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            List<PullRequestJob> due = reported(pull -> PullRequestStates.of(pull.job())
                            .map(PullRequestState::evaluated)
                            .orElse(0L)
                    < before);
            spread(due, interval.dividedBy(2), why);
            return due.size();
        }
    }

    /** The open pull requests of projects that report, as far as they are of interest. */
    private static List<PullRequestJob> reported(Predicate<PullRequestJob> interest) {
        List<PullRequestJob> found = new ArrayList<>();
        for (MultiBranchProject<?, ?> project : PullRequestJob.projects()) {
            if (Choices.reports(project)) {
                PullRequestJob.in(project).stream().filter(interest).forEach(found::add);
            }
        }
        return found;
    }

    /** Has pull requests looked at, one after the other; it takes longer if there are so many that it has to. */
    static void spread(List<PullRequestJob> pulls, Duration over, String why) {
        Evaluator evaluator = Reporter.get().evaluator();
        if (evaluator == null || pulls.isEmpty()) {
            return;
        }
        Duration even = over.dividedBy(pulls.size());
        Duration least = evaluator.pace().apart();
        Duration step = even.compareTo(least) < 0 ? least : even;
        Duration delay = evaluator.pace().event();
        for (PullRequestJob pull : pulls) {
            evaluator.soon(pull.job(), why, delay);
            delay = delay.plus(step);
        }
    }

    /** What may have happened while this controller did not run: first to those that wait for something. */
    static void begin() {
        Timer.get().submit(() -> {
            try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
                PullRequestJob.projects().forEach(Reporter.get()::isChanged); // from now on
                List<PullRequestJob> waiting = reported(Sweep::waits);
                spread(waiting, Duration.ZERO, "Jenkins has started");
                List<PullRequestJob> others = reported(pull -> !waits(pull));
                spread(others, Reporting.sweep().dividedBy(2), "Jenkins has started");
            }
        });
    }

    private static boolean waits(PullRequestJob pull) {
        return PullRequestStates.of(pull.job())
                .map(PullRequestState::decision)
                .map(decision -> decision.cause().state() == Verdict.State.PENDING)
                .orElse(true);
    }
}
