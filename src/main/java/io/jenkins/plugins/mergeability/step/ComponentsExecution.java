package io.jenkins.plugins.mergeability.step;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.Run;
import org.jenkinsci.plugins.workflow.cps.CpsStepContext;
import org.jenkinsci.plugins.workflow.cps.GroovySourceFileAllowlist;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Runs {@code ComponentsScript}, which calls the standard Pipeline steps as the author of a pipeline would. */
final class ComponentsExecution extends StepExecution {

    private static final long serialVersionUID = 1L;

    private static final String SCRIPT = "io.jenkins.plugins.mergeability.step.ComponentsScript";

    private final StepOptions options;
    private final boolean planOnly;

    ComponentsExecution(StepContext context, StepOptions options, boolean planOnly) {
        super(context);
        this.options = options;
        this.planOnly = planOnly;
    }

    @Override
    public boolean start() throws Exception {
        CpsStepContext context = (CpsStepContext) getContext();
        Run<?, ?> run = context.get(Run.class);
        if (!planOnly) {
            SupersededBuilds.begin(run);
        }
        boolean inWorkspace = context.get(FilePath.class) != null;
        TrustedScript.start(context, SCRIPT, "$build", new ScriptFacade(run, options, planOnly, inWorkspace));
        return false;
    }

    @Override
    public void onResume() {
        // the script is part of the pipeline's program and resumes with it
    }

    /** Allows pipelines to load the script. */
    @Extension
    public static final class Allowed extends GroovySourceFileAllowlist {

        @Override
        public boolean isAllowed(String url) {
            return TrustedScript.isAt(url, ComponentsExecution.class, "ComponentsScript.groovy");
        }
    }
}
