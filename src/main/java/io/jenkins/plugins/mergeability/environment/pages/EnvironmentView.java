package io.jenkins.plugins.mergeability.environment.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.mergeability.engine.change.git.CommitSummary;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.deploy.journal.DeploymentState;
import io.jenkins.plugins.mergeability.engine.deploy.turn.Wait;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.proof.Outcome;
import io.jenkins.plugins.mergeability.environment.Approvals;
import io.jenkins.plugins.mergeability.environment.BranchMirror;
import io.jenkins.plugins.mergeability.environment.EnvironmentJob;
import io.jenkins.plugins.mergeability.environment.EnvironmentPermissions;
import io.jenkins.plugins.mergeability.environment.OpenEnvironment;
import io.jenkins.plugins.mergeability.environment.PinnedProofs;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The state of an environment for one page or API response. */
@ExportedBean
public final class EnvironmentView {

    private static final int MOST_HISTORY = 50;

    private final EnvironmentJob job;
    private final List<ComponentView> components = new ArrayList<>();
    private final List<CandidateView> history = new ArrayList<>();
    private String problem = "";
    private String branch = "";

    private EnvironmentView(EnvironmentJob job) {
        this.job = job;
    }

    /** The state of an environment now. */
    public static EnvironmentView of(EnvironmentJob job) {
        EnvironmentView view = new EnvironmentView(job);
        try {
            view.branch = job.branch().head().getName();
            if (new BranchMirror(job).exists()) {
                try (OpenEnvironment open = OpenEnvironment.of(job)) {
                    view.read(open);
                }
            }
        } catch (IOException | RuntimeException e) {
            view.problem = e.getMessage() == null ? e.toString() : e.getMessage();
        }
        return view;
    }

    private void read(OpenEnvironment open) throws IOException {
        Reader reader = new Reader(open, job.offeringBuilds());
        for (String component : open.environment().deploy().keySet()) {
            components.add(reader.component(component));
        }
        List<Candidate> all = open.record().candidates();
        for (int i = all.size() - 1; i >= 0 && history.size() < MOST_HISTORY; i--) {
            if (all.get(i).state() != DeploymentState.CANDIDATE) {
                history.add(reader.brief(all.get(i)));
            }
        }
    }

    /** Makes the views of deployments. */
    private static final class Reader {

        private final OpenEnvironment open;
        private final Map<Integer, String> offeredBy;
        private final PinnedProofs pinned;

        @CheckForNull
        private final String repository;

        Reader(OpenEnvironment open, Map<Integer, String> offeredBy) throws IOException {
            this.open = open;
            this.offeredBy = offeredBy;
            this.pinned = new PinnedProofs(open.job());
            this.repository = open.branch().githubUrl().orElse(null);
        }

        ComponentView component(String name) throws IOException {
            Instant now = Instant.now();
            List<CandidateView> waiting = new ArrayList<>();
            List<CandidateView> returnable = new ArrayList<>();
            CandidateView live = null;
            boolean good = false;
            Candidate current = open.record().live(name).orElse(null);
            if (current != null) {
                live = full(current, List.of());
                good = current.good(now, open.soak());
            }
            for (Candidate candidate : open.record().candidates()) {
                if (!candidate.offer().component().equals(name)) {
                    continue;
                }
                if (candidate.state() == DeploymentState.CANDIDATE) {
                    waiting.add(0, full(candidate, open.decisions().waits(candidate)));
                } else if ((candidate != current || open.record().unknown(name))
                        && candidate.good(now, Duration.ZERO)) {
                    returnable.add(0, brief(candidate));
                }
            }
            Candidate blocked = open.record().blocked(name).orElse(null);
            Candidate active = open.record()
                    .active()
                    .filter(each -> each.offer().component().equals(name))
                    .orElse(null);
            return new ComponentView(
                    name,
                    live,
                    !open.record().unknown(name),
                    good,
                    open.record().newest(name).map(Candidate::number).orElse(0),
                    blocked == null ? null : brief(blocked),
                    active == null ? null : brief(active),
                    waiting,
                    returnable);
        }

        CandidateView brief(Candidate candidate) {
            return new CandidateView(
                    candidate, List.of(), List.of(), List.of(), offeredBy.getOrDefault(candidate.number(), ""));
        }

        private CandidateView full(Candidate candidate, List<Wait> waits) throws IOException {
            List<CommitView> commits = new ArrayList<>();
            if (candidate.state() == DeploymentState.CANDIDATE) {
                for (CommitSummary commit : Approvals.commits(open, candidate)) {
                    commits.add(new CommitView(commit, repository));
                }
            }
            return new CandidateView(
                    candidate, waits, commits, proofs(candidate), offeredBy.getOrDefault(candidate.number(), ""));
        }

        private List<CandidateView.ProofView> proofs(Candidate candidate) throws IOException {
            Map<JobKey, InputHash> frozen = candidate.offer().proofs();
            Map<InputHash, Outcome> found = pinned.of(candidate);
            Set<InputHash> flaky = pinned.flaky(candidate);
            List<CandidateView.ProofView> views = new ArrayList<>();
            frozen.forEach((key, hash) -> views.add(new CandidateView.ProofView(
                    key.toString(), found.containsKey(hash) ? found.get(hash).run() : "", flaky.contains(hash))));
            return views;
        }
    }

    public WorkflowJob getJob() {
        return job.job();
    }

    @Exported
    public String getName() {
        return job.name();
    }

    @Exported
    public String getProject() {
        return job.definition().getProject();
    }

    @Exported
    public String getBranch() {
        return branch;
    }

    /** Why the state cannot be shown; empty if it can. */
    @Exported
    public String getProblem() {
        return problem;
    }

    @Exported
    public List<ComponentView> getComponents() {
        return List.copyOf(components);
    }

    /** What was deployed or decided before, the newest first. */
    @Exported
    public List<CandidateView> getHistory() {
        return List.copyOf(history);
    }

    /** The state of the environment in a word: problem, person, deploying, waiting, rolled-back, live or empty. */
    @Exported
    public String getStatus() {
        if (!problem.isEmpty()) {
            return "problem";
        }
        if (components.stream().anyMatch(each -> each.blocked() != null)) {
            return "person";
        }
        if (components.stream().anyMatch(each -> each.active() != null)) {
            return "deploying";
        }
        if (components.stream().anyMatch(each -> !each.waiting().isEmpty())) {
            return "waiting";
        }
        return components.stream().anyMatch(each -> each.live() != null) ? "live" : "empty";
    }

    public String getStatusText() {
        return switch (getStatus()) {
            case "problem" -> Messages.EnvironmentView_problem();
            case "person" -> Messages.EnvironmentView_person();
            case "deploying" -> Messages.EnvironmentView_deploying();
            case "waiting" -> Messages.EnvironmentView_waiting();
            case "live" -> Messages.EnvironmentView_live();
            default -> Messages.EnvironmentView_empty();
        };
    }

    public boolean isMayApprove() {
        return job.job().hasPermission(EnvironmentPermissions.APPROVE);
    }

    public boolean isMayDeploy() {
        return job.job().hasPermission(EnvironmentPermissions.DEPLOY);
    }

    public boolean isMayRollBack() {
        return job.job().hasPermission(EnvironmentPermissions.ROLL_BACK);
    }
}
