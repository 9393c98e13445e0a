package io.jenkins.plugins.mergeability.reporting;

import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mergeability.config.Reporting;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.branch.MultiBranchProject;
import jenkins.util.Timer;

/**
 * Looks at all open pull requests from time to time, because events get lost: at those that nobody has looked at since the
 * last time, spread over half of the time until the next.
 */
@Extension
public final class Sweep extends AsyncPeriodicWork {

    private static final Logger LOGGER = Logger.getLogger(Sweep.class.getName());

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
        forgetWhatIsGone();
        int asked = all(interval, "looked at from time to time");
        listener.getLogger().println("Pull requests to look at: " + asked);
    }

    /** Nobody listens any more where a source has been taken from a project. */
    static void forgetWhatIsGone() {
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            Reporter.get().outbox().forget(subject -> !GithubHosts.exists(subject.location()));
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "reports about what is not there any more are kept", e);
        }
    }

    /** Has all pull requests looked at that nobody has looked at for this long. */
    static int all(Duration interval, String why) {
        long now = System.currentTimeMillis();
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            List<PullRequestJob> due = reported(pull -> isDue(
                    PullRequestStates.of(pull.job())
                            .map(PullRequestState::evaluated)
                            .orElse(0L),
                    now,
                    interval));
            spread(due, interval.dividedBy(2), why);
            return due.size();
        }
    }

    /** Whether it is long ago; a time that is yet to come was told by a clock that has been set back since. */
    static boolean isDue(long evaluated, long now, Duration interval) {
        return evaluated < now - interval.toMillis() || evaluated > now;
    }

    /** The open pull requests of projects that report, as far as they are of interest. */
    private static List<PullRequestJob> reported(Predicate<PullRequestJob> interest) {
        List<PullRequestJob> found = new ArrayList<>();
        for (MultiBranchProject<?, ?> project : PullRequestJob.projects()) {
            if (ReportingResolver.reports(project)) {
                PullRequestJob.in(project).stream().filter(interest).forEach(found::add);
            }
        }
        return found;
    }

    /** Has pull requests looked at, one after the other; it takes longer if there are so many that it has to. */
    public static void spread(List<PullRequestJob> pulls, Duration over, String why) {
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
