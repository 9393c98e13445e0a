package io.jenkins.plugins.mergeability.step;

import io.jenkins.plugins.mergeability.dispatch.RunningParts;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.Shell;
import io.jenkins.plugins.mergeability.record.JobStatus;
import io.jenkins.plugins.mergeability.script.CommandExecution;
import io.jenkins.plugins.mergeability.script.OutcomeTokens;
import io.jenkins.plugins.mergeability.script.ScriptOutputException;
import io.jenkins.plugins.mergeability.script.ScriptResults;
import io.jenkins.plugins.mergeability.script.ShellScript;
import io.jenkins.plugins.mergeability.script.StageNames;
import io.jenkins.plugins.mergeability.script.TogetherResults;
import io.jenkins.plugins.mergeability.workspace.UncleanWorkspaceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Several short jobs that run one after another in one step. A job without a clear result runs again, by itself. */
final class TogetherJobs {

    private final StepInvocation invocation;
    private final JobScripts scripts;
    private final RunningParts runningParts;
    private final List<String> keys;
    private final List<JobKey> jobs;

    TogetherJobs(StepInvocation invocation, JobScripts scripts, RunningParts runningParts, List<String> keys) {
        this.invocation = invocation;
        this.scripts = scripts;
        this.runningParts = runningParts;
        this.keys = keys;
        this.jobs = keys.stream().map(key -> invocation.job(key).key()).toList();
    }

    /** The script that runs them. */
    String script() {
        return ShellScript.together(
                keys.stream().map(key -> scripts.part(key, "", Shell.SH)).toList(), scripts.hidden(keys.get(0)));
    }

    /** The name of their stage. */
    String stage() {
        return StageNames.together(jobs.stream().map(StageNames::ofJob).toList());
    }

    /**
     * Their step has ended.
     *
     * @param output what the script wrote to its standard output
     * @return the jobs that ended, each with whether it passed
     */
    Map<String, Boolean> ended(String output) {
        Map<String, Boolean> ended = new LinkedHashMap<>();
        String why = "the step that ran it with other jobs ended before it";
        try {
            List<OutcomeTokens> tokens = keys.stream()
                    .map(key -> new OutcomeTokens(runningParts.script(key, "").secret()))
                    .toList();
            for (String text : TogetherResults.split(output, tokens)) {
                String key = keys.get(ended.size());
                ended.put(key, ended(key, jobs.get(ended.size()), text));
            }
        } catch (ScriptOutputException | UncleanWorkspaceException e) {
            why = "it did not run to its end together with other jobs: " + e.getMessage();
        }
        separate(keys.subList(ended.size(), keys.size()), why);
        return ended;
    }

    private boolean ended(String key, JobKey job, String output)
            throws ScriptOutputException, UncleanWorkspaceException {
        ScriptResults results = scripts.read(key, "", output, LogTailRecorder.Section.of(job, jobs));
        CommandExecution first = results.executions().get(0);
        CommandExecution last = results.executions().get(results.executions().size() - 1);
        long end = last.started() + last.millis();
        invocation.record().timed(job, first.started(), Math.max(1, end - first.started()));
        return results.passed();
    }

    /** None of them has a result. */
    void separate(String why) {
        separate(keys, why);
    }

    private void separate(List<String> unclear, String why) {
        for (String key : unclear) {
            runningParts.jobEnded(key);
            runningParts.commandsEnded(key, "");
            invocation.dispatcher().separate(invocation.job(key).key(), why);
        }
    }

    /** Those that run again. */
    List<String> separated() {
        return new ArrayList<>(keys.stream()
                .filter(key ->
                        invocation.record().job(invocation.job(key).key()).status() == JobStatus.WAITING)
                .toList());
    }
}
