package io.jenkins.plugins.mergeability.environment;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.mergeability.step.HiddenDescriptor;
import io.jenkins.plugins.mergeability.step.TrustedScript;
import org.jenkinsci.plugins.workflow.cps.GroovySourceFileAllowlist;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** Carries out all deployments that have their turn in the environment of this job. */
public final class DeploymentsStep extends Step {

    static final String NAME = "mergeabilityDeployments";

    private static final String SCRIPT = "EnvironmentScript";

    @DataBoundConstructor
    public DeploymentsStep() {
        // everything is in the definition of the job
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context);
    }

    private static final class Execution extends TrustedScript {

        private static final long serialVersionUID = 1L;

        Execution(StepContext context) {
            super(context);
        }

        @Override
        public boolean start() throws Exception {
            Run<?, ?> run = getContext().get(Run.class);
            EnvironmentJob.of(run);
            start(DeploymentsStep.class.getPackageName() + "." + SCRIPT, "$deployment", new DeploymentFacade(run));
            return false;
        }
    }

    /** The name of the step. */
    @Extension
    public static final class DescriptorImpl extends HiddenDescriptor {

        public DescriptorImpl() {
            super(NAME, Messages.DeploymentsStep_displayName());
        }
    }

    /** Allows pipelines to load the script. */
    @Extension
    public static final class Allowed extends GroovySourceFileAllowlist {

        @Override
        public boolean isAllowed(String url) {
            return TrustedScript.isAt(url, DeploymentsStep.class, SCRIPT + ".groovy");
        }
    }
}
