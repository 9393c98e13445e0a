package io.jenkins.plugins.mergeability.environment;

import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.TextFile;
import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.git.CommitSummary;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.report.LiveText;
import io.jenkins.plugins.mergeability.reporting.LiveComments;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Says in the comments on merged pull requests where they are live. Once a minute it compares what is live with what it
 * has reported, which it keeps in the directory of the environment: so nothing is lost in a restart or while GitHub does not
 * answer.
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
    }

    /** Reports what has changed in an environment since the last report. */
    static void report(EnvironmentJob environment) throws IOException {
        try (ACLContext asSystem = ACL.as2(ACL.SYSTEM2)) {
            if (!new BranchMirror(environment).exists()) {
                return;
            }
            EnvironmentJob.Branch branch = environment.branch();
            Optional<LiveComments> comments = LiveComments.of(branch.project(), branch.source());
            if (comments.isEmpty()) {
                return;
            }
            TextFile file =
                    new TextFile(environment.directory().resolve("reported").toFile());
            Map<String, String> reported = parse(file);
            Map<String, String> now = new TreeMap<>(reported);
            Set<String> changed = changed(environment, reported, now);
            if (now.equals(reported)) {
                return;
            }
            if (!changed.isEmpty()) {
                Map<Integer, String> merged = comments.get().merged(changed);
                Map<String, String> texts =
                        texts(environment, merged.values(), comments.get().isWithoutDetails());
                merged.replaceAll((number, commit) -> texts.get(commit));
                comments.get().report(merged);
            }
            file.write(String.join(
                    "\n",
                    now.entrySet().stream()
                            .map(each -> each.getValue() + " " + each.getKey())
                            .toList()));
        }
    }

    private static Map<String, String> parse(TextFile file) throws IOException {
        Map<String, String> reported = new TreeMap<>();
        if (file.exists()) {
            for (String line : file.read().lines().toList()) {
                int space = line.indexOf(' ');
                reported.put(line.substring(space + 1), line.substring(0, space));
            }
        }
        return reported;
    }

    /**
     * The commits that have become live or are not live any more, the newest first.
     *
     * @param reported the live commit of each component at the last report
     * @param now becomes the same for now; what is neither known nor verified stays as it is
     */
    private static Set<String> changed(
            EnvironmentJob environment, Map<String, String> reported, Map<String, String> now) throws IOException {
        Set<String> changed = new LinkedHashSet<>();
        try (OpenEnvironment open = OpenEnvironment.of(environment)) {
            for (String component : open.environment().deploy().keySet()) {
                Optional<Candidate> live = open.record().live(component);
                if (open.record().unknown(component)
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
                    changed.addAll(commits(open, before, commit.get()));
                }
                if (before.isPresent()) {
                    changed.addAll(commits(open, commit, before.get()));
                }
            }
        }
        return changed;
    }

    /** The newest commits that one has and another one has not; without another one only itself. */
    private static List<String> commits(OpenEnvironment open, Optional<String> since, String until) throws IOException {
        try {
            if (open.repository().commit(until).isEmpty()) {
                return List.of();
            }
            Optional<String> known = since.isPresent() ? open.repository().commit(since.get()) : Optional.empty();
            return open.repository().log(known, until, known.isPresent() ? MOST_COMMITS : 1).stream()
                    .map(CommitSummary::id)
                    .toList();
        } catch (BadInputException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Where commits are live, in all environments that take releases of the same branch. */
    private static Map<String, String> texts(
            EnvironmentJob environment, Collection<String> commits, boolean withoutDetails) throws IOException {
        Map<String, List<LiveText.Live>> found = new LinkedHashMap<>();
        commits.forEach(commit -> found.put(commit, new ArrayList<>()));
        for (EnvironmentJob each : EnvironmentJob.of(environment.definition().getProject())) {
            if (each.isBeside(environment) && new BranchMirror(each).exists()) {
                try (OpenEnvironment open = OpenEnvironment.of(each)) {
                    for (Map.Entry<String, List<LiveText.Live>> entry : found.entrySet()) {
                        entry.getValue().addAll(live(open, entry.getKey(), withoutDetails));
                    }
                }
            }
        }
        Map<String, String> texts = new LinkedHashMap<>();
        found.forEach((commit, live) -> texts.put(commit, LiveText.of(live)));
        return texts;
    }

    private static List<LiveText.Live> live(OpenEnvironment open, String commit, boolean withoutDetails)
            throws IOException {
        List<LiveText.Live> found = new ArrayList<>();
        for (String component : open.environment().deploy().keySet()) {
            Optional<Candidate> live = open.record().live(component);
            if (!open.record().unknown(component) && live.isPresent() && has(open, live.get(), commit)) {
                Optional<Instant> since = since(open, component, commit);
                since.ifPresent(at -> found.add(new LiveText.Live(
                        open.job().name(),
                        Optional.of(component).filter(name -> !withoutDetails),
                        Optional.ofNullable(Jenkins.get().getRootUrl())
                                .filter(root -> !withoutDetails)
                                .map(root -> root + open.job().job().getUrl() + "environment/"),
                        at)));
            }
        }
        return found;
    }

    /** Since when a commit is live without a break: what was rolled back since does not count. */
    private static Optional<Instant> since(OpenEnvironment open, String component, String commit) throws IOException {
        List<Candidate> all = open.record().candidates();
        Instant since = null;
        for (int i = all.size() - 1; i >= 0; i--) {
            Candidate each = all.get(i);
            if (each.offer().component().equals(component) && each.verified().isPresent()) {
                if (!has(open, each, commit)) {
                    break;
                }
                // The same files can be verified since an earlier commit.
                Instant verified = each.verified().get();
                Instant from = verified.isBefore(each.offered()) ? each.offered() : verified;
                since = since == null || from.isBefore(since) ? from : since;
            }
        }
        return Optional.ofNullable(since);
    }

    private static boolean has(OpenEnvironment open, Candidate candidate, String commit) throws IOException {
        try {
            return open.repository().reaches(candidate.offer().commit(), commit);
        } catch (BadInputException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
