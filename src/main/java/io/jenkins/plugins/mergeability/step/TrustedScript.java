package io.jenkins.plugins.mergeability.step;

import groovy.lang.Script;
import java.net.URL;
import org.jenkinsci.plugins.workflow.cps.CpsStepContext;
import org.jenkinsci.plugins.workflow.cps.CpsThread;
import org.jenkinsci.plugins.workflow.cps.DSL;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;

/** Runs a script of this plugin as the body of a step. It calls the standard Pipeline steps. */
public final class TrustedScript {

    private TrustedScript() {}

    /**
     * Starts the script. Its field {@code $steps} calls steps.
     *
     * @param name the name of its class
     * @param field the name of the field with what decides for it
     */
    public static void start(CpsStepContext context, String name, String field, Object decides)
            throws ReflectiveOperationException {
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

    /** Whether a URL is that of a script beside a class. */
    public static boolean isAt(String url, Class<?> beside, String file) {
        URL script = beside.getResource(file);
        return script != null && url.equals(script.toString());
    }
}
