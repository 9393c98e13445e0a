package io.jenkins.plugins.mergeability.step;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.Run;
import org.jenkinsci.plugins.workflow.cps.GroovySourceFileAllowlist;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Runs {@code ComponentsScript}, which calls the standard Pipeline steps as the author of a pipeline would. */
final class ComponentsExecution extends TrustedScript {

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
        Run<?, ?> run = getContext().get(Run.class);
        if (!planOnly) {
            SupersededBuilds.begin(run);
        }
        boolean inWorkspace = getContext().get(FilePath.class) != null;
        start(SCRIPT, "$build", new ScriptFacade(run, options, planOnly, inWorkspace));
        return false;
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
