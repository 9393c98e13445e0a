package io.jenkins.plugins.mergeability.step;

import groovy.lang.Script;
import java.net.URL;
import org.jenkinsci.plugins.workflow.cps.CpsStepContext;
import org.jenkinsci.plugins.workflow.cps.CpsThread;
import org.jenkinsci.plugins.workflow.cps.DSL;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Runs a script of this plugin as the body of a step. It calls the standard Pipeline steps. */
public abstract class TrustedScript extends StepExecution {

    private static final long serialVersionUID = 1L;

    protected TrustedScript(StepContext context) {
        super(context);
    }

    /**
     * Starts the script. Its field {@code $steps} calls steps.
     *
     * @param name the name of its class
     * @param field the name of the field with what decides for it
     */
    protected final void start(String name, String field, Object decides) throws ReflectiveOperationException {
        CpsStepContext context = (CpsStepContext) getContext();
        CpsThread thread = CpsThread.current();
        Script script = (Script) thread.getExecution()
                .getTrustedShell()
                .getClassLoader()
                .loadClass(name)
                .getDeclaredConstructor()
                .newInstance();
        // A property would be a variable of the binding, which a restart loses.
        script.getMetaClass().setAttribute(script, field, decides);
        script.getMetaClass()
                .setAttribute(script, "$steps", new DSL(thread.getExecution().getOwner()));
        context.newBodyInvoker(thread.getGroup().export(script), true)
                .withCallback(BodyExecutionCallback.wrap(context))
                .start();
    }

    @Override
    public final void onResume() {
        // the script is part of the pipeline's program and resumes with it
    }

    /** Whether a URL is that of a script beside a class. */
    public static boolean isAt(String url, Class<?> beside, String file) {
        URL script = beside.getResource(file);
        return script != null && url.equals(script.toString());
    }
}
