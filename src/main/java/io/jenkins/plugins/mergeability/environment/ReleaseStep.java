package io.jenkins.plugins.mergeability.environment;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.Node;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mergeability.engine.deploy.commits.DeployedCommit;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.DeployDefinition;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import io.jenkins.plugins.mergeability.outputs.OutputScope;
import io.jenkins.plugins.mergeability.outputs.WorkspaceOutputs;
import io.jenkins.plugins.mergeability.planning.BuildPlanner;
import io.jenkins.plugins.mergeability.step.BackgroundExecution;
import io.jenkins.plugins.mergeability.step.HiddenDescriptor;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** Puts the outputs of a release in place, in the checkout of its commit. Runs in the background, and again after a restart. */
public final class ReleaseStep extends Step {

    static final String NAME = "mergeabilityRelease";

    private final int subject;

    /** @param subject the number of the deployment whose release it is */
    @DataBoundConstructor
    public ReleaseStep(int subject) {
        this.subject = subject;
    }

    public int getSubject() {
        return subject;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, subject);
    }

    private static final class Execution extends BackgroundExecution {

        private static final long serialVersionUID = 1L;

        private final int subject;

        Execution(StepContext context, int subject) {
            super(context);
            this.subject = subject;
        }

        @Override
        protected Object result() throws Exception {
            Run<?, ?> run = getContext().get(Run.class);
            EnvironmentJob job = EnvironmentJob.of(run);
            Candidate candidate;
            DeployedCommit commit;
            OutputScope scope;
            try (OpenEnvironment open = OpenEnvironment.of(job)) {
                candidate = open.record()
                        .candidate(subject)
                        .orElseThrow(() -> new AbortException("there is no deployment " + subject));
                commit = open.commit(candidate.offer().commit());
                scope = open.outputs();
            }
            DeployDefinition definition = commit.definition(job.name(), candidate.offer())
                    .orElseThrow(() -> new AbortException(
                            "the component map of commit " + commit.commit() + " does not deploy as it was offered"));
            FilePath workspace = getContext().get(FilePath.class);
            Node node = getContext().get(Node.class);
            if (workspace == null || node == null) {
                throw new FlowInterruptedException(Result.ABORTED, new ExecutorStepExecution.RemovedNodeCause());
            }
            TaskListener listener = getContext().get(TaskListener.class);
            Component component = commit.map().components().get(definition.component());
            OutputDigest digest = candidate
                    .offer()
                    .release()
                    .outputs()
                    .get(definition.platform().orElse(""));
            WorkspaceOutputs.in(
                            workspace,
                            node,
                            scope,
                            run.getExternalizableId() + "/" + subject,
                            BuildPlanner.git(
                                    job.branch().scm(), node, getContext().get(EnvVars.class), listener),
                            false,
                            listener.getLogger())
                    .place(component, component.jobs().get(definition.of()), definition.source(), digest);
            listener.getLogger()
                    .println(
                            EnvironmentText.candidate(candidate) + ": outputs of " + definition.source() + " in place");
            return null;
        }
    }

    /** The name of the step. */
    @Extension
    public static final class DescriptorImpl extends HiddenDescriptor {

        public DescriptorImpl() {
            super(NAME, Messages.ReleaseStep_displayName());
        }
    }
}
