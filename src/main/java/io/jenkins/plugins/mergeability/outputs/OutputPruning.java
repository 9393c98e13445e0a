package io.jenkins.plugins.mergeability.outputs;

import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Removes outputs from the controller that are too old or too much, once an hour. */
@Extension
public class OutputPruning extends AsyncPeriodicWork {

    public OutputPruning() {
        super("Pruning of mergeability outputs");
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.HOURS.toMillis(1);
    }

    @Override
    protected void execute(TaskListener listener) throws IOException {
        ControllerOutputs.get().evict();
    }
}
