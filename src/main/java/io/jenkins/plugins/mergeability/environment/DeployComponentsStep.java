package io.jenkins.plugins.mergeability.environment;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mergeability.step.BackgroundExecution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * The step {@code deployComponents}: offers what this build has proven to the environments of its project, and returns at once
 * the outcome of each offer.
 */
public final class DeployComponentsStep extends Step {

    @DataBoundConstructor
    public DeployComponentsStep() {
        // the map and the jobs of environments say everything
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context);
    }

    private static final class Execution extends BackgroundExecution {

        private static final long serialVersionUID = 1L;

        Execution(StepContext context) {
            super(context);
        }

        @Override
        protected Object result() throws Exception {
            TaskListener listener = getContext().get(TaskListener.class);
            List<Map<String, String>> answer = new ArrayList<>();
            for (ReleaseOffer offer : ReleaseOffers.of(getContext().get(Run.class), listener)) {
                listener.getLogger().println(offer.component() + " to " + offer.environment() + ": " + offer.outcome());
                answer.add(offer.data());
            }
            if (answer.isEmpty()) {
                listener.getLogger().println("the map has no environments in Jenkins: nothing is offered");
            }
            return answer;
        }
    }

    /** The name and the form of the step. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {

        @Override
        public String getFunctionName() {
            return "deployComponents";
        }

        @Override
        public String getDisplayName() {
            return Messages.DeployComponentsStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }
    }
}
