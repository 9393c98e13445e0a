package io.jenkins.plugins.mergeability.step;

import hudson.AbortException;
import hudson.Extension;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.JobRecord;
import io.jenkins.plugins.mergeability.record.JobStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.AbstractStepExecutionImpl;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** Waits until all results are recorded, then returns the jobs by status, or fails if a job failed. */
public final class FinishStep extends Step {

    private final int number;

    @DataBoundConstructor
    public FinishStep(int number) {
        this.number = number;
    }

    public int getNumber() {
        return number;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, number);
    }

    private static final class Execution extends AbstractStepExecutionImpl {

        private static final long serialVersionUID = 1L;

        private final int number;

        Execution(StepContext context, int number) {
            super(context);
            this.number = number;
        }

        @Override
        public boolean start() throws Exception {
            StepInvocation invocation = StepInvocations.of(getContext().get(Run.class), number);
            invocation.background().whenDone(() -> {
                try {
                    getContext().onSuccess(finish(invocation.record()));
                } catch (Exception | LinkageError e) {
                    getContext().onFailure(e);
                }
            });
            return false;
        }

        @Override
        public void onResume() {
            BackgroundTasks.start(() -> {
                try {
                    start();
                } catch (Exception e) {
                    getContext().onFailure(e);
                }
            });
        }

        private Map<String, Object> finish(BuildRecord record) throws IOException, InterruptedException {
            ProofWriter.recordProvenCommit(getContext().get(Run.class), record);
            record.close("");
            Map<String, Object> answer = new HashMap<>();
            Map<JobStatus, List<String>> byStatus = new HashMap<>();
            List<String> failed = new ArrayList<>();
            List<String> unstable = new ArrayList<>();
            boolean anyFailed = false;
            for (JobRecord job : record.jobs()) {
                byStatus.computeIfAbsent(job.status(), status -> new ArrayList<>())
                        .add(job.key().toString());
                String line = job.key() + ": " + (job.status() == JobStatus.NOT_RUN ? "not run: " : "") + job.reason();
                if (!job.counts()) {
                    continue;
                }
                if (job.status() == JobStatus.UNSTABLE) {
                    unstable.add(line);
                } else if (job.failed() || job.status() == JobStatus.NOT_RUN || job.status() == JobStatus.INTERRUPTED) {
                    failed.add(line);
                    anyFailed |= job.status() != JobStatus.NOT_RUN;
                }
            }
            for (JobStatus status : JobStatus.values()) {
                if (status.finished()) {
                    answer.put(status.text(), byStatus.getOrDefault(status, new ArrayList<>()));
                }
            }
            answer.put("affected", new ArrayList<>(record.plan().affected()));
            // A job that was not run because of failing tests leaves the build unstable.
            if (anyFailed || !failed.isEmpty() && unstable.isEmpty()) {
                failed.addAll(unstable);
                throw new AbortException(
                        (failed.size() == 1 ? "1 job did not pass:\n" : failed.size() + " jobs did not pass:\n")
                                + String.join("\n", failed));
            }
            if (!unstable.isEmpty()) {
                unstable.addAll(failed);
                unstable(unstable);
            }
            return answer;
        }

        private void unstable(List<String> lines) throws IOException, InterruptedException {
            getContext().get(Run.class).setResult(Result.UNSTABLE);
            String message = String.join("\n", lines);
            getContext()
                    .get(FlowNode.class)
                    .addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(message));
            getContext().get(TaskListener.class).getLogger().println(message);
        }
    }

    /** The name of the step. */
    @Extension
    public static final class DescriptorImpl extends HiddenDescriptor {

        public DescriptorImpl() {
            super(ScriptWord.FINISH_STEP, Messages.FinishStep_displayName());
        }
    }
}
