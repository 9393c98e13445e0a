package io.jenkins.plugins.mergeability.environment;

import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.git.CommitSummary;
import io.jenkins.plugins.mergeability.engine.change.git.GitRepository;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.deploy.journal.EnvironmentRecord;
import io.jenkins.plugins.mergeability.engine.report.LiveText;
import io.jenkins.plugins.mergeability.reporting.LiveComments;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import jenkins.branch.MultiBranchProject;
import jenkins.model.Jenkins;
import jenkins.scm.api.SCMSource;

/**
 * Says in the comments on merged pull requests where they are live. Once a minute it compares what is live with what it
 * has reported, and keeps that: so nothing is lost in a restart or while GitHub does not answer. What it reported of an
 * environment that is gone it takes back.
 */
@Extension
public final class LiveReports extends AsyncPeriodicWork {

    private static final Logger LOGGER = Logger.getLogger(LiveReports.class.getName());

    /** Each costs a request to GitHub. */
    private static final int MOST_COMMITS = 50;

    public LiveReports() {
        super("Mergeability comments on what is live");
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
        for (EnvironmentJob each : EnvironmentJob.all()) {
            try {
                report(each);
            } catch (IOException | RuntimeException e) {
                LOGGER.log(
                        Level.WARNING,
                        e,
                        () -> "cannot report yet what is live in " + each.job().getFullName());
            }
        }
        try {
            withdrawAll();
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "cannot take back yet what was reported of environments that are gone", e);
        }
    }

    /** Reports what has changed in an environment since the last report. */
    static void report(EnvironmentJob environment) throws IOException {
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            BranchMirror mirror = new BranchMirror(environment);
            if (!mirror.exists()) {
                return;
            }
            EnvironmentJob.Branch branch = environment.branch();
            Optional<LiveComments> comments = LiveComments.of(branch.project(), branch.source());
            if (comments.isEmpty()) {
                return;
            }
            String source = branch.source().getId();
            Optional<ReportedEnvironment> last = ReportedEnvironment.of(environment);
            if (last.isPresent() && !last.get().isOf(environment, source)) {
                withdraw(last.get());
                last = Optional.empty();
            }
            ReportedEnvironment reported = last.orElse(ReportedEnvironment.nothing(environment, source));
            SortedMap<String, String> now = new TreeMap<>(reported.live());
            Set<String> changed;
            try (GitRepository repository = mirror.open(branch)) {
                changed = changed(environment.record(), repository, reported.live(), now);
            } catch (BadInputException e) {
                throw new IOException(e.getMessage(), e);
            }
            if (!now.equals(reported.live())) {
                SortedMap<Integer, String> pulls = new TreeMap<>(reported.pulls());
                report(comments.get(), environment, comments.get().merged(changed), pulls);
                reported.with(now, pulls).write();
            }
        }
    }

    /** @param pulls becomes those in whose comments the environment is named */
    private static void report(
            LiveComments comments, EnvironmentJob environment, Map<Integer, String> merged, Map<Integer, String> pulls)
            throws IOException {
        Map<String, List<LiveText.Live>> live = live(environment.definition(), merged.values(), comments);
        Map<Integer, String> texts = new TreeMap<>();
        merged.forEach((number, commit) -> {
            texts.put(number, LiveText.of(live.get(commit)));
            if (live.get(commit).stream().anyMatch(each -> each.environment().equals(environment.name()))) {
                pulls.put(number, commit);
            } else {
                pulls.remove(number);
            }
        });
        comments.report(texts);
    }

    /** Takes back what was reported of environments that are gone. */
    static void withdrawAll() throws IOException {
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            for (ReportedEnvironment each : ReportedEnvironment.all()) {
                if (each.isGone()) {
                    withdraw(each);
                }
            }
        }
    }

    private static void withdraw(ReportedEnvironment reported) throws IOException {
        if (Jenkins.get().getItemByFullName(reported.project()) instanceof MultiBranchProject<?, ?> project) {
            SCMSource source = project.getSCMSource(reported.source());
            Optional<LiveComments> comments = source == null ? Optional.empty() : LiveComments.of(project, source);
            if (comments.isPresent()) {
                Map<String, List<LiveText.Live>> live =
                        live(reported.definition(), reported.pulls().values(), comments.get());
                Map<Integer, String> texts = new TreeMap<>();
                reported.pulls().forEach((number, commit) -> texts.put(number, LiveText.of(live.get(commit))));
                comments.get().report(texts);
            }
        }
        reported.delete();
    }

    /**
     * The commits that have become live or are not live any more, the newest first.
     *
     * @param reported the live commit of each component at the last report
     * @param now becomes the same for now; what is neither known nor verified stays as it is
     */
    private static Set<String> changed(
            EnvironmentRecord record, GitRepository repository, Map<String, String> reported, Map<String, String> now)
            throws BadInputException, IOException {
        Set<String> changed = new LinkedHashSet<>();
        for (String component : components(record)) {
            Optional<Candidate> live = record.live(component);
            if (record.unknown(component)
                    || live.isPresent() && live.get().verified().isEmpty()) {
                continue;
            }
            Optional<String> commit = live.map(each -> each.offer().commit());
            Optional<String> before = Optional.ofNullable(reported.get(component));
            if (commit.equals(before)) {
                continue;
            }
            commit.ifPresentOrElse(each -> now.put(component, each), () -> now.remove(component));
            if (commit.isPresent()) {
                changed.addAll(commits(repository, before, commit.get()));
            }
            if (before.isPresent()) {
                changed.addAll(commits(repository, commit, before.get()));
            }
        }
        return changed;
    }

    private static Set<String> components(EnvironmentRecord record) {
        return record.candidates().stream()
                .map(each -> each.offer().component())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The newest commits that one has and another one has not; without another one only itself. */
    private static List<String> commits(GitRepository repository, Optional<String> since, String until)
            throws BadInputException, IOException {
        if (repository.commit(until).isEmpty()) {
            return List.of();
        }
        Optional<String> known = since.isPresent() ? repository.commit(since.get()) : Optional.empty();
        return repository.log(known, until, known.isPresent() ? MOST_COMMITS : 1).stream()
                .map(CommitSummary::id)
                .toList();
    }

    /** Where commits are live, in all environments that take releases like one with this definition. */
    private static Map<String, List<LiveText.Live>> live(
            EnvironmentDefinition definition, Collection<String> commits, LiveComments comments) throws IOException {
        Map<String, List<LiveText.Live>> live = new HashMap<>();
        commits.forEach(commit -> live.put(commit, new ArrayList<>()));
        for (EnvironmentJob each : EnvironmentJob.of(definition.getProject())) {
            if (each.definition().isBeside(definition) && new BranchMirror(each).exists()) {
                addLive(each, comments, live);
            }
        }
        return live;
    }

    private static void addLive(
            EnvironmentJob environment, LiveComments comments, Map<String, List<LiveText.Live>> live)
            throws IOException {
        EnvironmentRecord record = environment.record();
        Map<String, Set<String>> reaching;
        try (GitRepository repository = new BranchMirror(environment).open(environment.branch())) {
            reaching = repository.reaching(
                    record.candidates().stream()
                            .filter(each -> each.verified().isPresent())
                            .map(each -> each.offer().commit())
                            .collect(Collectors.toSet()),
                    live.keySet());
        } catch (BadInputException e) {
            throw new IOException(e.getMessage(), e);
        }
        Optional<String> root =
                Optional.ofNullable(Jenkins.get().getRootUrl()).filter(url -> !comments.isWithoutDetails());
        ReleaseArtifacts artifacts = new ReleaseArtifacts(environment);
        for (String component : components(record)) {
            for (Map.Entry<String, List<LiveText.Live>> each : live.entrySet()) {
                Optional<Since> since = since(record, component, reaching.get(each.getKey()));
                if (since.isPresent()) {
                    each.getValue()
                            .add(new LiveText.Live(
                                    environment.name(),
                                    Optional.of(component).filter(name -> !comments.isWithoutDetails()),
                                    root.map(url -> url + environment.job().getUrl() + "environment/"),
                                    root.isPresent() ? artifacts.of(since.get().first(), root.get()) : new TreeMap<>(),
                                    since.get().at()));
                }
            }
        }
    }

    /**
     * Since when a commit is live.
     *
     * @param at the time
     * @param first the first deployment that had it
     */
    private record Since(Instant at, Candidate first) {}

    /**
     * Since when a commit is live without a break: what was rolled back since does not count.
     *
     * @param reaching the commits that have it
     */
    private static Optional<Since> since(EnvironmentRecord record, String component, Set<String> reaching) {
        Optional<Candidate> live = record.live(component);
        if (record.unknown(component)
                || live.isEmpty()
                || !reaching.contains(live.get().offer().commit())) {
            return Optional.empty();
        }
        List<Candidate> all = record.candidates();
        Since since = null;
        for (int i = all.size() - 1; i >= 0; i--) {
            Candidate each = all.get(i);
            if (each.offer().component().equals(component) && each.verified().isPresent()) {
                if (!reaching.contains(each.offer().commit())) {
                    break;
                }
                // The same files can be verified since an earlier commit.
                Instant verified = each.verified().get();
                Instant from = verified.isBefore(each.offered()) ? each.offered() : verified;
                since = since == null || from.isBefore(since.at()) ? new Since(from, each) : since;
            }
        }
        return Optional.ofNullable(since);
    }
}
