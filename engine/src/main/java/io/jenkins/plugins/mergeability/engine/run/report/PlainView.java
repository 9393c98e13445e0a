package io.jenkins.plugins.mergeability.engine.run.report;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.run.CommandResult;
import io.jenkins.plugins.mergeability.engine.run.JobResult;
import io.jenkins.plugins.mergeability.engine.run.WaitReason;
import java.io.PrintStream;

/** Shows a run as one line for the start and one for the end of each job, without escape codes. */
final class PlainView implements RunView {

    private final PrintStream out;
    private final Symbols symbols;

    PlainView(PrintStream out, Symbols symbols) {
        this.out = out;
        this.symbols = symbols;
    }

    @Override
    public void jobWaits(JobKey job, WaitReason wait) {}

    @Override
    public void jobStarted(JobKey job) {
        out.println(symbols.running() + " " + job);
    }

    @Override
    public void commandStarted(JobKey job, String name, String command) {}

    @Override
    public void commandEnded(JobKey job, CommandResult result) {}

    @Override
    public void jobEnded(JobResult result) {
        out.println(JobLine.of(result, symbols));
    }

    @Override
    public void close() {
        out.flush();
    }
}
