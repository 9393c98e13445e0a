package io.jenkins.plugins.mergeability.environment;

import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.CauseAction;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.deploy.turn.Action;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Starts the run of an environment when something there has its turn: looks once a minute, and whenever something changes. */
@Extension
public final class DueEnvironments extends AsyncPeriodicWork {

    private static final Logger LOGGER = Logger.getLogger(DueEnvironments.class.getName());
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** Jenkins announces no items that it finds when it reads its configuration from the disk again. */
    private static final int INDEX_EVERY = 10;

    /** Environments whose last runs ended without having done anything. */
    private static final Map<String, Failures> FAILURES = new ConcurrentHashMap<>();

    private int executions;

    private record Failures(int count, Instant last) {

        /** A minute after the first, and twice as long after each further one. */
        boolean isPausing(Instant now) {
            Duration pause = Duration.ofMinutes(1L << Math.min(count - 1, 6));
            return last.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE)
                    .isAfter(now);
        }
    }

    public DueEnvironments() {
        super("Mergeability environments");
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.MINUTES.toMillis(1);
    }

    @Override
    protected Level getNormalLoggingLevel() {
        return Level.FINE;
    }

    @Override
    protected void execute(TaskListener listener) {
        if (++executions % INDEX_EVERY == 0) {
            EnvironmentIndex.build();
        }
        EnvironmentJob.all().forEach(DueEnvironments::check);
    }

    /** Forgets an environment that does not exist any more. */
    static void forget(String job) {
        FAILURES.remove(job);
    }

    /** A run has ended. */
    static void ended(EnvironmentJob environment, boolean done) {
        String name = environment.job().getFullName();
        if (done) {
            FAILURES.remove(name);
        } else {
            FAILURES.merge(
                    name,
                    new Failures(1, Instant.now()),
                    (before, now) -> new Failures(before.count() + 1, now.last()));
        }
        check(environment);
    }

    /** Starts a run of an environment if something is to be done there now. */
    public static void check(EnvironmentJob environment) {
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            Failures failures = FAILURES.get(environment.job().getFullName());
            if (!new BranchMirror(environment).exists()
                    || runs(environment)
                    || failures != null && failures.isPausing(Instant.now())) {
                return;
            }
            Optional<Action> next;
            try (OpenEnvironment open = OpenEnvironment.of(environment)) {
                next = open.decisions().next();
            }
            // Another check may have started a run since.
            if (next.isPresent() && !runs(environment)) {
                Candidate candidate = next.get().candidate();
                environment
                        .job()
                        .scheduleBuild2(
                                0,
                                new CauseAction(
                                        new DeploymentCause(candidate.offer().component(), candidate.number())));
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(
                    Level.WARNING,
                    "cannot decide what is next in " + environment.job().getFullName(),
                    e);
        }
    }

    private static boolean runs(EnvironmentJob environment) {
        return environment.job().isInQueue() || environment.job().isBuilding();
    }
}
