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

/** Waits until everything is recorded, then says what became of all jobs, and fails if one failed. */
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
            StepInvocation session = StepInvocations.of(getContext().get(Run.class), number);
            session.background().whenDone(() -> {
                try {
                    getContext().onSuccess(finish(session.record()));
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
            ProofWriter.remember(record);
            record.close("");
            Map<String, Object> answer = new HashMap<>();
            Map<JobStatus, List<String>> byState = new HashMap<>();
            List<String> failed = new ArrayList<>();
            List<String> unstable = new ArrayList<>();
            boolean fails = false;
            for (JobRecord job : record.jobs()) {
                byState.computeIfAbsent(job.state(), state -> new ArrayList<>())
                        .add(job.key().toString());
                String line = job.key() + ": " + (job.state() == JobStatus.NOT_RUN ? "not run: " : "") + job.reason();
                if (job.state() == JobStatus.UNSTABLE && !job.allowed()) {
                    unstable.add(line);
                } else if (job.failed() || job.state() == JobStatus.NOT_RUN || job.state() == JobStatus.INTERRUPTED) {
                    failed.add(line);
                    fails |= job.state() != JobStatus.NOT_RUN;
                }
            }
            for (JobStatus state : JobStatus.values()) {
                if (state.finished()) {
                    answer.put(state.text(), byState.getOrDefault(state, new ArrayList<>()));
                }
            }
            answer.put("affected", new ArrayList<>(record.plan().affected()));
            // What was not run as tests of something it needs failed makes nothing worse.
            if (fails || !failed.isEmpty() && unstable.isEmpty()) {
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
            String words = String.join("\n", lines);
            getContext().get(FlowNode.class).addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(words));
            getContext().get(TaskListener.class).getLogger().println(words);
        }
    }

    /** What the step is called. */
    @Extension
    public static final class DescriptorImpl extends HiddenDescriptor {

        public DescriptorImpl() {
            super("mergeabilityFinish", Messages.FinishStep_displayName());
        }
    }
}
