package io.jenkins.plugins.mergeability.step;

import io.jenkins.plugins.mergeability.config.Platform;
import io.jenkins.plugins.mergeability.config.Settings;
import io.jenkins.plugins.mergeability.dispatch.Preparation;
import io.jenkins.plugins.mergeability.dispatch.RunningParts;
import io.jenkins.plugins.mergeability.dispatch.ScriptRun;
import io.jenkins.plugins.mergeability.engine.map.Shell;
import io.jenkins.plugins.mergeability.engine.plan.PlannedJob;
import io.jenkins.plugins.mergeability.script.HiddenVariables;
import io.jenkins.plugins.mergeability.script.JobProgram;
import io.jenkins.plugins.mergeability.script.JobScript;
import io.jenkins.plugins.mergeability.script.OutcomeTokens;
import io.jenkins.plugins.mergeability.script.Part;
import io.jenkins.plugins.mergeability.script.PowerShellScript;
import io.jenkins.plugins.mergeability.script.ScriptOutputException;
import io.jenkins.plugins.mergeability.script.ScriptResults;
import io.jenkins.plugins.mergeability.script.ShellScript;
import io.jenkins.plugins.mergeability.script.WorkspaceCare;
import io.jenkins.plugins.mergeability.workspace.JobWorkspaces;
import io.jenkins.plugins.mergeability.workspace.UncleanWorkspaceException;
import java.util.List;
import java.util.Optional;

/** The scripts that run commands of jobs: makes them, and records what they report. */
final class JobScripts {

    private final StepInvocation invocation;
    private final JobWorkspaces workspaces;
    private final RunningParts runningParts;

    JobScripts(StepInvocation invocation, JobWorkspaces workspaces, RunningParts runningParts) {
        this.invocation = invocation;
        this.workspaces = workspaces;
        this.runningParts = runningParts;
    }

    /** The script that runs the commands of a job at a path. */
    String of(String key, String path, boolean unix) {
        JobScript script = part(key, path, unix ? Shell.SH : Shell.CMD);
        return unix ? ShellScript.of(script, hidden(key)) : PowerShellScript.of(script, hidden(key));
    }

    /** What a script does for a job; it has a new secret. */
    JobScript part(String key, String path, Shell standard) {
        PlannedJob job = invocation.job(key);
        String secret = OutcomeTokens.newSecret();
        WorkspaceCare care = workspaces.care(key, path);
        runningParts.scriptMade(key, path, new ScriptRun(secret, care.clean(), care.lists(), care.compare()));
        return new JobScript(
                job.key(),
                commands(job, path),
                defaultShell(job, standard),
                JobProgram.commands(job.definition()),
                new OutcomeTokens(secret),
                care);
    }

    /** The variables that commands of a job do not get. */
    HiddenVariables hidden(String key) {
        return HiddenVariables.of(
                invocation.record().facts().hidden(),
                invocation.job(key).definition().settings().files().inputs().env());
    }

    private List<Part.ScriptCommand> commands(PlannedJob job, String path) {
        return JobWorkspaces.isWithoutCommands(path) ? List.of() : invocation.commands(job, path);
    }

    private Shell defaultShell(PlannedJob job, Shell standard) {
        Optional<String> platform = job.key().platform();
        Settings settings = Settings.of(invocation.run().getParent());
        return platform.map(settings::platform).flatMap(Platform::shell).orElse(standard);
    }

    /**
     * The script that ran the commands of a job at a path has ended.
     *
     * @param output what it wrote to its standard output
     * @return whether every command that counts passed
     * @throws ScriptOutputException if the output is not what the script writes
     * @throws UncleanWorkspaceException if no command ran, as the workspace could not be cleaned
     */
    boolean ended(String key, String path, String output) throws ScriptOutputException, UncleanWorkspaceException {
        return read(key, path, output, LogTailRecorder.Section.WHOLE).passed();
    }

    /**
     * The same for a part of a script.
     *
     * @param section the part of the step's log that is of the job
     */
    ScriptResults read(String key, String path, String output, LogTailRecorder.Section section)
            throws ScriptOutputException, UncleanWorkspaceException {
        ScriptRun script = runningParts.scriptEnded(key, path);
        String node = runningParts.commandsEnded(key, path);
        PlannedJob job = invocation.job(key);
        WorkspaceCare care = new WorkspaceCare(Optional.empty(), script.clean(), script.lists(), script.compare());
        ScriptResults results = invocation.commandsEnded(
                job,
                commands(job, path),
                output,
                new OutcomeTokens(script.secret()),
                care,
                !Preparation.is(key),
                node,
                section);
        results.found().ifPresent(files -> workspaces.found(Preparation.dependent(key), files));
        if (results.passed() && script.compare()) {
            runningParts.compared(key);
        }
        return results;
    }
}
