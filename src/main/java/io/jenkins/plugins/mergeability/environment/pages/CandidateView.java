package io.jenkins.plugins.mergeability.environment.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.deploy.journal.DeploymentState;
import io.jenkins.plugins.mergeability.engine.deploy.turn.Wait;
import io.jenkins.plugins.mergeability.environment.EnvironmentJob;
import io.jenkins.plugins.mergeability.environment.EnvironmentText;
import java.util.List;
import java.util.stream.Collectors;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A deployment for people and the remote API. */
@ExportedBean(defaultVisibility = 2)
public final class CandidateView {

    private static final int MOST_COMMITS = 50;

    private final Candidate candidate;
    private final List<Wait> waits;
    private final List<CommitView> commits;
    private final List<ProofView> proofs;
    private final String offeredBy;

    /**
     * @param waits what it waits for
     * @param commits the commits that it adds to what is live
     * @param proofs what proves it
     * @param offeredBy the build that offered it
     */
    CandidateView(
            Candidate candidate, List<Wait> waits, List<CommitView> commits, List<ProofView> proofs, String offeredBy) {
        this.candidate = candidate;
        this.waits = List.copyOf(waits);
        this.commits = List.copyOf(commits);
        this.proofs = List.copyOf(proofs);
        this.offeredBy = offeredBy;
    }

    /** What is shown of a deployment to who approves it: the release, its commit, and how it is deployed. */
    public static String shown(Candidate candidate) {
        return candidate.offer().release().id() + ":" + candidate.offer().commit() + ":"
                + candidate.offer().deployment().definition();
    }

    public String getShown() {
        return shown(candidate);
    }

    @Exported
    public int getNumber() {
        return candidate.number();
    }

    @Exported
    public String getComponent() {
        return candidate.offer().component();
    }

    /** The identity of the release: 64 hexadecimal digits. */
    @Exported
    public String getRelease() {
        return candidate.offer().release().id();
    }

    public String getShortRelease() {
        return candidate.offer().release().shortId();
    }

    @Exported
    public String getCommit() {
        return candidate.offer().commit();
    }

    public String getShortCommit() {
        return EnvironmentText.brief(candidate.offer().commit());
    }

    @Exported
    public String getState() {
        return candidate.state().text();
    }

    /** Why it has its state; empty if there is nothing to say. */
    @Exported
    public String getText() {
        return candidate
                        .other()
                        .map(other ->
                                withOther(other.number()) + (candidate.text().isEmpty() ? "" : "; "))
                        .orElse("")
                + candidate.text();
    }

    private String withOther(int number) {
        return candidate.state() == DeploymentState.NEEDS_PERSON
                ? "#" + number + " could not be put back"
                : "in favor of #" + number;
    }

    /** Since when it has its state, in milliseconds since 1970. */
    @Exported
    public long getSince() {
        return candidate.changed().toEpochMilli();
    }

    public String getSinceText() {
        return EnvironmentText.time(candidate.changed());
    }

    /** Who has approved it, and when. */
    @Exported
    public List<String> getApprovals() {
        return candidate.approvals().entrySet().stream()
                .map(each -> each.getKey() + ", " + EnvironmentText.time(each.getValue()))
                .toList();
    }

    /** What it waits for, in words; empty if it can go. */
    @Exported
    public String getWaits() {
        return EnvironmentText.waits(waits);
    }

    public boolean isWaitingForApproval() {
        return waits.stream().anyMatch(wait -> wait.reason() == Wait.Reason.APPROVAL);
    }

    public boolean isWaitingForDecision() {
        return waits.stream()
                .anyMatch(wait -> wait.reason() == Wait.Reason.REWRITTEN || wait.reason() == Wait.Reason.FAILED_BEFORE);
    }

    /** The newest of the commits that it adds to what is live, the newest first; its own commit if nothing is live. */
    @Exported
    public List<CommitView> getCommits() {
        return commits.subList(0, Math.min(commits.size(), MOST_COMMITS));
    }

    /** How many commits it adds to what is live. */
    @Exported
    public int getCommitCount() {
        return commits.size();
    }

    /** The jobs that prove it. */
    @Exported
    public List<ProofView> getProofs() {
        return proofs;
    }

    public String getProofsText() {
        return proofs.stream().map(ProofView::getJob).collect(Collectors.joining(", "));
    }

    /** The build that offered it, as Jenkins names it. */
    @Exported
    public String getOfferedBy() {
        return offeredBy;
    }

    /** The path of that build below the root of Jenkins; null if it is gone or may not be seen. */
    @CheckForNull
    public String getOfferedByUrl() {
        return ProofView.url(offeredBy);
    }

    /** Whether that build archived artifacts. */
    public boolean isOfferedWithArtifacts() {
        return ProofView.isWithArtifacts(offeredBy);
    }

    /**
     * A job of the gate, with the build that proved it.
     *
     * @param job the job
     * @param run the build that ran it, as Jenkins names it; empty if it is no longer recorded
     * @param flaky whether it had failed before for the same inputs
     */
    @ExportedBean(defaultVisibility = 2)
    public record ProofView(String job, String run, boolean flaky) {

        @Exported
        public String getJob() {
            return job;
        }

        @Exported
        public String getRun() {
            return run;
        }

        @Exported
        public boolean isFlaky() {
            return flaky;
        }

        /** The path of the build below the root of Jenkins; null if it is gone or may not be seen. */
        @CheckForNull
        public String getUrl() {
            return url(run);
        }

        /** Whether the build archived artifacts. */
        public boolean isWithArtifacts() {
            return isWithArtifacts(run);
        }

        static boolean isWithArtifacts(String run) {
            Run<?, ?> found = EnvironmentJob.findBuild(run);
            return found != null && found.getHasArtifacts();
        }

        @CheckForNull
        static String url(String run) {
            Run<?, ?> found = EnvironmentJob.findBuild(run);
            return found == null || !found.hasPermission(hudson.model.Item.READ) ? null : found.getUrl();
        }
    }
}
