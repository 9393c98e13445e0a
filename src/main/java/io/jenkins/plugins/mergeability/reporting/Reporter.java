package io.jenkins.plugins.mergeability.reporting;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.listeners.ItemListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mergeability.engine.github.HostException;
import io.jenkins.plugins.mergeability.engine.outbox.Outbox;
import io.jenkins.plugins.mergeability.engine.outbox.RetryPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.branch.MultiBranchProject;
import jenkins.model.Jenkins;

/** The part of the controller that reports: what looks at pull requests, and what tells GitHub. */
@Extension
public final class Reporter {

    private static final Logger LOGGER = Logger.getLogger(Reporter.class.getName());

    /** For tests, which have no time. */
    static volatile EvaluationTiming pace = EvaluationTiming.USUAL;

    /** For tests, which have no time. */
    static volatile RetryPolicy tempo = RetryPolicy.DEFAULT;

    private final GithubHosts hosts = new GithubHosts();
    private final Map<String, List<String>> configurations = new ConcurrentHashMap<>();
    private final Map<String, FailedLookup> unread = new ConcurrentHashMap<>();
    private Outbox outbox;
    private Evaluator evaluator;
    private boolean closed;

    public static Reporter get() {
        return ExtensionList.lookupSingleton(Reporter.class);
    }

    /** Has a pull request looked at; nothing happens before jobs are loaded and after the controller has stopped. */
    public static void ask(Item item, BiConsumer<Evaluator, Job<?, ?>> how) {
        Evaluator evaluator = get().evaluator();
        if (evaluator != null
                && item instanceof Job<?, ?> job
                && PullRequestJob.of(job).isPresent()) {
            how.accept(evaluator, job);
        }
    }

    public synchronized Evaluator evaluator() {
        return evaluator;
    }

    /** Whether what is configured for a project is not what it was when this was asked before, or was not asked before. */
    public boolean isChanged(MultiBranchProject<?, ?> project) {
        List<String> now = ReportingResolver.summary(project);
        return !now.equals(configurations.put(project.getFullName(), now));
    }

    /** A project is gone. */
    public void forget(String project) {
        configurations.remove(project);
        hosts.forget(project);
    }

    GithubHosts hosts() {
        return hosts;
    }

    /**
     * What has to be told.
     *
     * @throws IOException if it cannot be kept on disk, which is tried again the next time
     */
    public synchronized Outbox outbox() throws IOException {
        if (outbox == null) {
            if (closed) {
                throw new IOException("the controller is about to stop");
            }
            Path directory =
                    Jenkins.get().getRootDir().toPath().resolve("mergeability").resolve("outbox");
            outbox = Outbox.open(directory, hosts, tempo, Clock.systemUTC(), LOGGER::warning);
        }
        return outbox;
    }

    /** The pull requests of which GitHub told nothing the last time, for whoever may see all of Jenkins. */
    List<FailedLookup> unread() {
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            // One that is closed, deleted or moved meanwhile is not looked at by this name any more.
            unread.keySet()
                    .removeIf(name -> Optional.ofNullable(Jenkins.get().getItemByFullName(name))
                            .flatMap(PullRequestJob::of)
                            .isEmpty());
        }
        return unread.values().stream()
                .sorted(Comparator.comparing(FailedLookup::place).thenComparing(FailedLookup::number))
                .toList();
    }

    private static String account(String name) {
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            return Optional.ofNullable(Jenkins.get().getItemByFullName(name))
                    .flatMap(PullRequestJob::of)
                    .map(pull -> GithubHosts.account(pull.source()))
                    .orElse("");
        }
    }

    private Evaluation.End look(String name, Set<String> why, int patience) throws IOException {
        Item item = Jenkins.get().getItemByFullName(name);
        Optional<PullRequestJob> pull = item == null ? Optional.empty() : PullRequestJob.of(item);
        if (pull.isEmpty()) {
            unread.remove(name);
            return Evaluation.End.NOTHING;
        }
        String place = pull.get().place().toString();
        try {
            Evaluation.End end = Evaluation.of(pull.get(), why, patience, hosts, outbox());
            unread.remove(name);
            if (Jenkins.get().getItemByFullName(name) != item) {
                // It went while it was looked at, and what there was to forget of it was forgotten before this.
                outbox().forget(subject -> subject.number() == pull.get().number()
                        && subject.location().equals(place));
            }
            return end;
        } catch (HostException e) {
            unread.compute(
                    name,
                    (job, before) -> new FailedLookup(
                            place,
                            pull.get().number(),
                            e.kind(),
                            String.valueOf(e.getMessage()),
                            before == null ? Instant.now() : before.since()));
            PullRequestStates.update(
                    pull.get().job(), state -> state.troubled(e.kind(), e.getMessage(), System.currentTimeMillis()));
            throw e;
        }
    }

    private synchronized void start() {
        if (evaluator == null && !closed) {
            evaluator = new Evaluator(this::look, Reporter::account, pace);
            try {
                outbox();
            } catch (IOException e) {
                LOGGER.log(Level.SEVERE, "nothing can be told to GitHub", e);
            }
        }
    }

    private void stop() {
        Evaluator looking;
        Outbox open;
        synchronized (this) {
            closed = true;
            looking = evaluator;
            open = outbox;
        }
        if (looking != null) {
            looking.close();
        }
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "what is to be told to GitHub is told again", e);
            }
        }
    }

    /** What happens when a controller starts and stops. */
    @Extension
    public static final class StartAndStop extends ItemListener {

        @Override
        public void onLoaded() {
            get().start();
            Sweep.begin();
        }

        /** Ends what runs, and lets go of the files. */
        @Terminator
        public static void stop() {
            ExtensionList.lookup(Reporter.class).forEach(Reporter::stop);
        }
    }
}
