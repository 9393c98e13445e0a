package io.jenkins.plugins.mergeability.engine.run.report;

import io.jenkins.plugins.mergeability.engine.plan.Plan;
import io.jenkins.plugins.mergeability.engine.run.RunListener;
import java.io.PrintStream;
import java.util.Map;

/** Shows a run until it is closed; then all of its lasting output has been written. */
public interface RunView extends RunListener, AutoCloseable {

    @Override
    void close();

    /**
     * The view for an output: live in a terminal, plain lines elsewhere, in CI, and where the user wants no escape
     * codes.
     *
     * @param terminal whether the output is a terminal
     * @param environment the variables of this process
     */
    static RunView of(Plan plan, PrintStream out, Symbols symbols, boolean terminal, Map<String, String> environment) {
        boolean plain = !terminal
                || !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.containsKey("CI")
                || environment.getOrDefault("TERM", "dumb").equals("dumb");
        if (plain) {
            return new PlainView(out, symbols);
        }
        return LiveView.start(new RunProgress(plan, symbols), out, new TerminalSize(environment));
    }
}
