package io.jenkins.plugins.mergeability.step;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Node;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.outputs.OutputNeeds;
import io.jenkins.plugins.mergeability.outputs.PlatformArtifacts;
import io.jenkins.plugins.mergeability.outputs.WorkspaceOutputs;
import io.jenkins.plugins.mergeability.planning.BuildPlanner;
import io.jenkins.plugins.mergeability.script.AntPatternException;
import io.jenkins.plugins.mergeability.script.AntPatternLists;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * Restores the outputs that a job needs before it runs; or, after it passed, archives the artifacts of its platform and
 * captures its own outputs. Runs in the background, and again after a restart. Returns whether the job can go on: not if a job that it needs has to run again first.
 */
public final class OutputsStep extends Step {

    private final int number;
    private final String job;
    private final boolean capture;

    /**
     * @param number the number of the record of the call
     * @param job the job as {@code component/job@platform}
     * @param capture whether to capture, and not to restore
     */
    @DataBoundConstructor
    public OutputsStep(int number, String job, boolean capture) {
        this.number = number;
        this.job = job;
        this.capture = capture;
    }

    public int getNumber() {
        return number;
    }

    public String getJob() {
        return job;
    }

    public boolean isCapture() {
        return capture;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, number, job, capture);
    }

    private static final class Execution extends BackgroundExecution {

        private static final long serialVersionUID = 1L;

        private final int number;
        private final String job;
        private final boolean capture;

        Execution(StepContext context, int number, String job, boolean capture) {
            super(context);
            this.number = number;
            this.job = job;
            this.capture = capture;
        }

        @Override
        protected Object result() throws Exception {
            StepInvocation invocation = StepInvocations.of(getContext().get(Run.class), number);
            JobKey key = invocation.job(job).key();
            return capture ? capture(invocation, key) : restore(invocation, key);
        }

        private boolean restore(StepInvocation invocation, JobKey key) throws IOException, InterruptedException {
            OutputNeeds needs = invocation.outputs().needs(key);
            Map<JobKey, String> unavailable = needs.unavailable();
            if (unavailable.isEmpty() && !needs.isWaiting()) {
                unavailable = workspace(invocation).restore(invocation.record(), key, needs);
                if (unavailable.isEmpty()) {
                    invocation.record().found(key, needs.found());
                    return true;
                }
            }
            unavailable.forEach((need, why) -> log(need + " runs again: " + why));
            invocation.outputs().runAgain(key, unavailable);
            return false;
        }

        private boolean capture(StepInvocation invocation, JobKey key) throws IOException, InterruptedException {
            InvocationOutputs outputs = invocation.outputs();
            if (outputs.hasArtifactsOfPlatforms(key)) {
                archive(invocation, key);
            }
            if (outputs.hasOutputsToCapture(key)) {
                outputs.captured(key, workspace(invocation).capture(invocation.record(), key));
            }
            return true;
        }

        private void archive(StepInvocation invocation, JobKey key) throws IOException, InterruptedException {
            String root = invocation
                    .record()
                    .plan()
                    .component(key.component())
                    .definition()
                    .root();
            List<String> globs = invocation.job(job).definition().settings().artifacts();
            try {
                PlatformArtifacts.archive(
                        getContext().get(Run.class),
                        key,
                        directory(),
                        getContext().get(Launcher.class),
                        getContext().get(TaskListener.class),
                        AntPatternLists.includedArtifacts(root, globs),
                        AntPatternLists.excludedArtifacts(root, globs));
            } catch (AntPatternException e) {
                throw (AbortException) new AbortException(e.getMessage()).initCause(e);
            }
        }

        private FilePath directory() throws IOException, InterruptedException {
            FilePath workspace = getContext().get(FilePath.class);
            if (workspace == null) {
                throw new FlowInterruptedException(Result.ABORTED, new ExecutorStepExecution.RemovedNodeCause());
            }
            return workspace;
        }

        private WorkspaceOutputs workspace(StepInvocation invocation) throws IOException, InterruptedException {
            Run<?, ?> run = getContext().get(Run.class);
            Node node = getContext().get(Node.class);
            FilePath workspace = directory();
            if (node == null) {
                throw new FlowInterruptedException(Result.ABORTED, new ExecutorStepExecution.RemovedNodeCause());
            }
            TaskListener listener = getContext().get(TaskListener.class);
            return WorkspaceOutputs.in(
                    workspace,
                    node,
                    invocation.outputs().scope(),
                    run.getExternalizableId() + "/" + number,
                    BuildPlanner.git(invocation.scm(), node, getContext().get(EnvVars.class), listener),
                    invocation
                            .outputs()
                            .isInCallingWorkspace(invocation.job(job).key()),
                    listener.getLogger());
        }

        private void log(String line) {
            try {
                getContext().get(TaskListener.class).getLogger().println(line);
            } catch (IOException e) {
                return; // the note of the job says it, too
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The name of the step. */
    @Extension
    public static final class DescriptorImpl extends HiddenDescriptor {

        public DescriptorImpl() {
            super(ScriptWord.OUTPUTS_STEP, Messages.OutputsStep_displayName());
        }
    }
}
