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

    /** The largest rank of a job with a problem. */
    static final int PROBLEM = 2;

    private final int call;
    private final PlannedJob planned;
    private final JobRecord job;
    private final ViewContext context;

    JobView(int call, PlannedJob planned, JobRecord job, ViewContext context) {
        this.call = call;
        this.planned = planned;
        this.job = job;
        this.context = context;
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

    /** Its anchor on the page. */
    public String getAnchor() {
        return Util.rawEncode(call + "-" + job.key()).replace("%", ".");
    }

    JobStatus status() {
        return job.status();
    }

    /** Its status, as in JSON. */
    @Exported
    public String getState() {
        return job.status().text();
    }

    /** Its status, for people. */
    public String getLabel() {
        return StatusLabels.of(job.status());
    }

    /** Whether it failed and that counts. */
    public boolean isFailed() {
        return job.failed();
    }

    /** Whether it did not pass, and that counts. */
    boolean isIncomplete() {
        return switch (job.status()) {
            case FAILED, UNSTABLE, INTERRUPTED, NOT_RUN -> job.counts();
            default -> false;
        };
    }

    /** The reason for its status; may be empty. */
    @Exported
    public String getReason() {
        return job.reason();
    }

    /** The reason for its status, unless {@link #getProvenBy} is shown instead. */
    public String getRemark() {
        return job.status() == JobStatus.PROVEN ? "" : job.reason();
    }

    /** Whether its failure is shown but does not count. */
    @Exported
    public boolean isAllowedFailure() {
        return job.allowed();
    }

    /** How often it was started. */
    @Exported
    public int getAttempts() {
        return job.attempts();
    }

    /** Whether it passed and failed for the same inputs. */
    @Exported
    public boolean isFlaky() {
        return job.flaky() || planned.evidence().filter(Evidence::flaky).isPresent();
    }

    /** The branch of the pipeline that runs it. */
    @Exported
    public String getBranch() {
        return job.branch();
    }

    /** The node it runs on. */
    @Exported
    public String getAgent() {
        return job.agent();
    }

    /** When it started, in milliseconds since 1970; 0 before. */
    @Exported
    public long getStarted() {
        return job.started();
    }

    /** Its duration, in milliseconds; 0 before its end. */
    @Exported
    public long getDuration() {
        return job.millis();
    }

    /** Whether it has been started, so that it has an execution to show. */
    public boolean isExecuted() {
        return job.started() != 0 || !job.commands().isEmpty();
    }

    /** Whether it runs. */
    public boolean isRunning() {
        return job.status() == JobStatus.RUNNING;
    }

    /** Its duration so far, for people; empty before its start. */
    public String getTime() {
        if (job.started() == 0) {
            return "";
        }
        long millis = isRunning() ? Math.max(0, context.now() - job.started()) : job.millis();
        return DurationText.of(Duration.ofMillis(millis));
    }

    /** The time since its start, in milliseconds. */
    public long getElapsed() {
        return Math.max(0, context.now() - job.started());
    }

    /** The results of its test reports; null if it has none. */
    @Exported
    public TestsView getTests() {
        return job.tests().map(TestsView::new).orElse(null);
    }

    /** The outputs it left; null if it has none. */
    @Exported
    public OutputsView getOutputs() {
        return job.left().map(OutputsView::new).orElse(null);
    }

    /** The outputs of needed jobs that were in place for it. */
    @Exported
    public List<FoundOutputsView> getFoundOutputs() {
        return job.found().stream()
                .map(outputs -> new FoundOutputsView(outputs, context))
                .toList();
    }

    /** Those of them that another build made. */
    public List<FoundOutputsView> getRestoredOutputs() {
        return getFoundOutputs().stream()
                .filter(outputs -> outputs.getLink() != null)
                .toList();
    }

    /** The link to the artifacts of the build that proved it; null where there are none. */
    public String getArtifacts() {
        BuildLink link = planned.definition().settings().artifacts().isEmpty() ? null : getProvenBy();
        return link == null || link.href().isEmpty() ? null : link.href() + "artifact/";
    }

    /** Further remarks. */
    @Exported
    public List<String> getNotes() {
        return job.notes();
    }

    /** The hash of its inputs; null if it was not computed. */
    @Exported
    public String getInputHash() {
        return planned.hash().map(InputHash::hex).orElse(null);
    }

    /** The build that proved it, by URL or id; null for a job that is not proven. */
    @Exported(name = "provenBy")
    public String getProof() {
        return job.status() == JobStatus.PROVEN
                ? planned.evidence().map(evidence -> evidence.latest().run()).orElse(null)
                : null;
    }

    /** The link to the build that proved it; null for a job that is not proven. */
    public BuildLink getProvenBy() {
        String proof = getProof();
        return proof == null ? null : context.link(proof);
    }

    /** The build in which it last failed for the same inputs; null if there is none. */
    public BuildLink getFailedIn() {
        return planned.state() == JobState.RUN
                ? planned.evidence()
                        .map(evidence -> context.link(evidence.latest().run()))
                        .orElse(null)
                : null;
    }

    /** Every execution of its commands. */
    @Exported(visibility = 3)
    public List<CommandView> getCommands() {
        return job.commands().stream()
                .map(command -> new CommandView(command, context))
                .toList();
    }

    /** The logs of its commands, each once. */
    public List<String> getLogs() {
        return job.commands().stream()
                .map(command -> context.log(command.node()))
                .filter(log -> !log.isEmpty())
                .distinct()
                .toList();
    }

    /** The commands that made it fail, with the ends of their logs. */
    @Exported(visibility = 3)
    public List<FailureView> getFailures() {
        return FailureView.of(job, context);
    }

    /** Its rank; the smaller, the more urgent. */
    int urgency() {
        return switch (job.status()) {
            case FAILED -> job.counts() ? 0 : 5;
            case INTERRUPTED -> 1;
            case UNSTABLE -> job.counts() ? PROBLEM : 5;
            case RUNNING -> 3;
            case NOT_RUN, WAITING -> 4;
            case PASSED -> 6;
            case PROVEN -> 7;
            case SKIPPED -> 8;
            case UNAFFECTED -> 9;
        };
    }

    /** A number that changes when there is something new to show. */
    int version() {
        int hash = job.status().ordinal()
                + 16 * job.attempts()
                + 8192 * job.commands().size();
        return 31 * (31 * hash + job.tails().size() + 8 * job.notes().size())
                + job.tests().hashCode()
                + 7 * job.left().hashCode()
                + 11 * job.found().size();
    }
}
