package io.jenkins.plugins.mergeability.script;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.Shell;
import java.util.List;

/**
 * What a script does for one job.
 *
 * @param commands the commands of a part of the job
 * @param standard the shell of commands that name none
 * @param total the number of commands of the job
 * @param tokens the words by which the script shows that a command passed
 * @param care what the script does to the workspace
 */
public record JobScript(
        JobKey job,
        List<Part.ScriptCommand> commands,
        Shell standard,
        int total,
        OutcomeTokens tokens,
        WorkspaceCare care) {

    public JobScript {
        commands = List.copyOf(commands);
    }
}
