package io.jenkins.plugins.mergeability.view;

import hudson.Util;
import io.jenkins.plugins.mergeability.engine.plan.JobState;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.engine.proof.Evidence;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import io.jenkins.plugins.mergeability.engine.text.DurationText;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.time.Duration;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A job on a platform in a build. */
@ExportedBean(defaultVisibility = 5)
public final class JobView {

    /** Up to here in the order of urgency something is wrong. */
    static final int AILING = 2;

    private final int call;
    private final PlannedJob planned;
    private final JobRecord job;
    private final ViewContext moment;

    JobView(int call, PlannedJob planned, JobRecord job, ViewContext moment) {
        this.call = call;
        this.planned = planned;
        this.job = job;
        this.moment = moment;
    }

    /** Such as {@code air/test@linux}. */
    @Exported
    public String getId() {
        return job.key().toString();
    }

    @Exported
    public String getName() {
        return job.key().job();
    }

    /** The platform; null for a job that names none. */
    @Exported
    public String getPlatform() {
        return job.key().platform().orElse(null);
    }

    /** What it is called on the page, so that it can be linked to. */
    public String getAnchor() {
        return Util.rawEncode(call + "-" + job.key()).replace("%", ".");
    }

    JobStatus state() {
        return job.state();
    }

    /** Where it stands, as in all JSON. */
    @Exported
    public String getState() {
        return job.state().text();
    }

    /** The same for people. */
    public String getWord() {
        return StatusLabels.of(job.state());
    }

    /** Whether it failed and that counts. */
    public boolean isFailed() {
        return job.failed();
    }

    /** Whether it did not come to a good end, and that counts. */
    boolean isLacking() {
        return switch (job.state()) {
            case FAILED, UNSTABLE, INTERRUPTED, NOT_RUN -> !job.allowed();
            default -> false;
        };
    }

    /** The state in words; empty where there is nothing to say. */
    @Exported
    public String getReason() {
        return job.reason();
    }

    /** The same without what {@link #getProvenBy} says. */
    public String getRemark() {
        return job.state() == JobStatus.PROVEN ? "" : job.reason();
    }

    /** Whether a failure of it is shown but does not count. */
    @Exported
    public boolean isAllowedFailure() {
        return job.allowed();
    }

    /** How often it was begun. */
    @Exported
    public int getAttempts() {
        return job.attempts();
    }

    /** Whether it is known to pass and to fail for the same inputs. */
    @Exported
    public boolean isFlaky() {
        return job.flaky() || planned.evidence().filter(Evidence::flaky).isPresent();
    }

    /** The branch of the pipeline that runs it. */
    @Exported
    public String getLane() {
        return job.lane();
    }

    /** The node it runs on, or ran on. */
    @Exported
    public String getAgent() {
        return job.agent();
    }

    /** When it began, in milliseconds since 1970; 0 before. */
    @Exported
    public long getStarted() {
        return job.started();
    }

    /** How long it took, in milliseconds; 0 before its end. */
    @Exported
    public long getDuration() {
        return job.millis();
    }

    /** Whether it has been begun, so that there is more to show than why not. */
    public boolean isBegun() {
        return job.started() != 0 || !job.commands().isEmpty();
    }

    /** Whether it runs right now. */
    public boolean isRunning() {
        return job.state() == JobStatus.RUNNING;
    }

    /** How long it took, or has been running, for people; empty if it did not. */
    public String getTime() {
        if (job.started() == 0) {
            return "";
        }
        long millis = isRunning() ? Math.max(0, moment.now() - job.started()) : job.millis();
        return DurationText.of(Duration.ofMillis(millis));
    }

    /** How long it has been running, in milliseconds. */
    public long getElapsed() {
        return Math.max(0, moment.now() - job.started());
    }

    /** What its test reports tell; null where it has none. */
    @Exported
    public TestsView getTests() {
        return job.tests().map(TestsView::new).orElse(null);
    }

    /** What else a reader should know. */
    @Exported
    public List<String> getNotes() {
        return job.notes();
    }

    /** The identity of its inputs; null for a job that no change reaches. */
    @Exported
    public String getInputHash() {
        return planned.hash().map(InputHash::hex).orElse(null);
    }

    /** What proved it; null for a job that is not proven. */
    @Exported(name = "provenBy")
    public String getProof() {
        return planned.state() == JobState.PROVEN
                ? planned.evidence().map(evidence -> evidence.latest().run()).orElse(null)
                : null;
    }

    /** The build that proved it; null for a job that is not proven. */
    public BuildLink getProvenBy() {
        String proof = getProof();
        return proof == null ? null : moment.link(proof);
    }

    /** The build it last failed in for the same inputs; null where there is none. */
    public BuildLink getFailedIn() {
        return planned.state() == JobState.RUN
                ? planned.evidence()
                        .map(evidence -> moment.link(evidence.latest().run()))
                        .orElse(null)
                : null;
    }

    /** Every execution of its commands so far. */
    @Exported(visibility = 3)
    public List<CommandView> getCommands() {
        return job.commands().stream()
                .map(command -> new CommandView(command, moment))
                .toList();
    }

    /** The logs of its commands, each once. */
    public List<String> getLogs() {
        return job.commands().stream()
                .map(command -> moment.log(command.node()))
                .filter(log -> !log.isEmpty())
                .distinct()
                .toList();
    }

    /** The commands that made it fail, with the ends of their logs. */
    @Exported(visibility = 3)
    public List<FailureView> getFailures() {
        return FailureView.of(job, moment);
    }

    /** Its place in an order of urgency, the smaller the more urgent. */
    int urgency() {
        return switch (job.state()) {
            case FAILED -> job.allowed() ? 5 : 0;
            case INTERRUPTED -> 1;
            case UNSTABLE -> job.allowed() ? 5 : AILING;
            case RUNNING -> 3;
            case NOT_RUN, WAITING -> 4;
            case PASSED -> 6;
            case PROVEN -> 7;
            case SKIPPED -> 8;
            case UNAFFECTED -> 9;
        };
    }

    /** A number that is another one when there is something new to show. */
    int version() {
        int hash = job.state().ordinal()
                + 16 * job.attempts()
                + 8192 * job.commands().size();
        return 31 * (31 * hash + job.tails().size() + 8 * job.notes().size())
                + job.tests().hashCode();
    }
}
