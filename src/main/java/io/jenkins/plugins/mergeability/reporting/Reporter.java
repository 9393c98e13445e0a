package io.jenkins.plugins.mergeability.reporting;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import io.jenkins.plugins.mergeability.engine.github.RateLimit;
import io.jenkins.plugins.mergeability.engine.outbox.Outbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Reports the mergeability of pull requests and merge groups: owns the evaluator and the outbox of the controller. */
@Extension
@Restricted(NoExternalUse.class)
public final class Reporter {

    private static final Logger LOGGER = Logger.getLogger(Reporter.class.getName());

    private final GithubHosts hosts = new GithubHosts();
    private final Map<String, List<String>> configurations = new ConcurrentHashMap<>();
    private final Map<String, FailedLookup> failedLookups = new ConcurrentHashMap<>();
    private Outbox outbox;
    private Evaluator evaluator;
    private boolean closed;

    public static Reporter get() {
        return ExtensionList.lookupSingleton(Reporter.class);
    }

    /** Evaluates what a job of a multibranch project builds, if the controller is running. */
    public static void evaluateNow(Item item, String reason) {
        evaluate(ReportedJob.of(item), (evaluator, key) -> evaluator.evaluateNow(key, reason));
    }

    /** Evaluates a pull request or a branch now. */
    static void evaluateNow(ReportedJob reported, String reason) {
        evaluate(Optional.of(reported), (evaluator, key) -> evaluator.evaluateNow(key, reason));
    }

    /** Evaluates what a build is of now. */
    public static void evaluateNow(Run<?, ?> run, String reason) {
        evaluate(ReportedJob.of(run), (evaluator, key) -> evaluator.evaluateNow(key, reason));
    }

    /** Evaluates what a build is of soon after an event. */
    public static void evaluateSoon(Run<?, ?> run, String reason) {
        ReportedJob.of(run).ifPresent(reported -> evaluateSoon(reported, reason));
    }

    /** Evaluates what a job of a multibranch project builds soon after an event. */
    public static void evaluateSoon(Item item, String reason) {
        ReportedJob.of(item).ifPresent(reported -> evaluateSoon(reported, reason));
    }

    /** Evaluates a pull request or a branch soon after an event. */
    static void evaluateSoon(ReportedJob reported, String reason) {
        evaluate(
                Optional.of(reported),
                (evaluator, key) ->
                        evaluator.evaluateAfter(key, reason, evaluator.timing().event()));
    }

    /** Evaluates a pull request soon after an event from outside, of which there may be many. */
    public static void evaluatePaced(PullRequestJob pull, String reason) {
        evaluate(
                Optional.of(pull),
                (evaluator, key) ->
                        evaluator.evaluatePaced(key, reason, evaluator.timing().event()));
    }

    /** Evaluates what a build is of after a job of a component has ended. */
    public static void evaluateAfterJob(Run<?, ?> run, boolean failed) {
        evaluate(
                ReportedJob.of(run),
                (evaluator, key) -> evaluator.evaluateAfter(
                        key,
                        failed ? "job failed" : "job ended",
                        failed
                                ? evaluator.timing().failure()
                                : evaluator.timing().progress()));
    }

    private static void evaluate(Optional<? extends ReportedJob> reported, BiConsumer<Evaluator, String> request) {
        Evaluator evaluator = get().evaluator();
        if (evaluator != null && reported.isPresent()) {
            request.accept(evaluator, reported.get().key());
        }
    }

    /** The evaluator; null before jobs are loaded. */
    @CheckForNull
    synchronized Evaluator evaluator() {
        return evaluator;
    }

    /** Whether jobs are loaded, so that pull requests can be evaluated. */
    public boolean isStarted() {
        return evaluator() != null;
    }

    /** Whether the configuration of a project has changed since the last call, or this is the first call. */
    public boolean isConfigurationChanged(Item project) {
        List<String> now = ReportingResolver.summary(project);
        return !now.equals(configurations.put(project.getFullName(), now));
    }

    /** Forgets a project that was deleted or moved. */
    public void forgetProject(String project) {
        configurations.remove(project);
        hosts.forget(project);
    }

    /** Forgets a job that was deleted or moved. */
    public void forgetJob(String job) {
        Evaluator current = evaluator();
        if (current != null) {
            current.forget(job);
        }
    }

    /** Makes sure that the permissions for a repository are requested before they count again. */
    public void expirePermissions(String owner, String repository) {
        hosts.expirePermissions(location -> location.owner().equalsIgnoreCase(owner)
                && location.repository().equalsIgnoreCase(repository));
    }

    /** Makes sure that the permissions for all repositories of an organization are requested before they count again. */
    public void expirePermissions(String organization) {
        hosts.expirePermissions(location -> location.owner().equalsIgnoreCase(organization));
    }

    GithubHosts hosts() {
        return hosts;
    }

    /**
     * The reports that are not delivered yet.
     *
     * @throws IOException if the outbox cannot be opened; the next call tries again
     */
    public synchronized Outbox outbox() throws IOException {
        if (outbox == null) {
            if (closed) {
                throw new IOException("the controller is shutting down");
            }
            Path directory =
                    Jenkins.get().getRootDir().toPath().resolve("mergeability").resolve("outbox");
            outbox =
                    Outbox.open(directory, hosts, ReportingTiming.get().delivery(), Clock.systemUTC(), LOGGER::warning);
        }
        return outbox;
    }

    /** How many requests GitHub accepts from the account with the fewest left; empty if none were used lately. */
    public Optional<RateLimit> requestQuota() {
        return hosts.quotas().lowest(Instant.now());
    }

    /** The pull requests whose last lookup failed, regardless of permissions. */
    public List<FailedLookup> failedLookups() {
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            // A pull request that was closed, deleted or moved in the meantime is not evaluated under this name any
            // more.
            failedLookups.keySet().removeIf(name -> ReportedJob.byKey(name).isEmpty());
        }
        return failedLookups.values().stream()
                .sorted(Comparator.comparing(FailedLookup::location).thenComparing(FailedLookup::number))
                .toList();
    }

    private static String account(String name) {
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            return ReportedJob.byKey(name)
                    .map(reported -> reported.repository().account())
                    .orElse("");
        }
    }

    private Evaluation.Result evaluate(String name, Set<String> reasons, int unknownAttempts) throws IOException {
        ReportedJob reported = ReportedJob.byKey(name).orElse(null);
        if (reported == null) {
            failedLookups.remove(name);
            return Evaluation.Result.SKIPPED;
        }
        String location = reported.location().toString();
        try {
            Evaluation.Result result = reported instanceof ReportedJob.Queued queued
                    ? QueueEvaluation.of(queued, reasons, unknownAttempts, hosts, outbox())
                    : Evaluation.of((PullRequestJob) reported, reasons, unknownAttempts, hosts, outbox());
            if (failedLookups.remove(name) != null) {
                retryFailedLookups(location);
            }
            Job<?, ?> job = reported.job();
            if (Jenkins.get().getItemByFullName(job.getFullName()) != job) {
                // The job was deleted or moved during the evaluation, after its reports had been forgotten.
                outbox().forgetVerdicts(subject -> subject.location().equals(location)
                        && (reported instanceof PullRequestJob
                                ? subject.number() == reported.number()
                                : GithubHosts.isGone(subject)));
            }
            return result;
        } catch (HostException e) {
            failedLookups.compute(
                    name,
                    (job, before) -> new FailedLookup(
                            location,
                            reported.number(),
                            e.kind(),
                            String.valueOf(e.getMessage()),
                            before == null ? Instant.now() : before.since()));
            PullRequestStates.update(
                    reported, state -> state.withError(e.kind(), e.getMessage(), System.currentTimeMillis()));
            throw e;
        }
    }

    /** GitHub answers again: what failed meanwhile is evaluated now, and not only at the end of its own delay. */
    private void retryFailedLookups(String location) {
        List<ReportedJob> failed = new ArrayList<>();
        for (Map.Entry<String, FailedLookup> lookup : failedLookups.entrySet()) {
            HostException.Kind kind = lookup.getValue().kind();
            if (lookup.getValue().location().equals(location)
                    && (kind == HostException.Kind.TRANSIENT || kind == HostException.Kind.RATE_LIMITED)) {
                ReportedJob.byKey(lookup.getKey()).ifPresent(failed::add);
            }
        }
        Sweep.spread(failed, Duration.ZERO, "GitHub answers again");
    }

    private synchronized void start() {
        if (evaluator == null && !closed) {
            evaluator = new Evaluator(
                    this::evaluate, Reporter::account, ReportingTiming.get().evaluation());
            try {
                outbox();
            } catch (IOException e) {
                LOGGER.log(Level.SEVERE, "cannot open the outbox of reports to GitHub", e);
            }
        }
    }

    private void stop() {
        Evaluator openEvaluator;
        Outbox openOutbox;
        synchronized (this) {
            closed = true;
            openEvaluator = evaluator;
            openOutbox = outbox;
        }
        if (openEvaluator != null) {
            openEvaluator.close();
        }
        if (openOutbox != null) {
            try {
                openOutbox.close();
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "cannot close the outbox; reports to GitHub may be repeated", e);
            }
        }
    }

    /** Starts and stops the reporter with the controller. */
    @Extension
    public static final class StartAndStop extends ItemListener {

        @Override
        public void onLoaded() {
            get().start();
            Sweep.afterStartup();
        }

        /** Ends running evaluations and closes the files. */
        @Terminator
        public static void stop() {
            ExtensionList.lookup(Reporter.class).forEach(Reporter::stop);
        }
    }
}
