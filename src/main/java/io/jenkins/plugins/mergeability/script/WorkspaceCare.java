package io.jenkins.plugins.mergeability.script;

import java.util.Optional;

/**
 * What a script does to the workspace besides running commands.
 *
 * @param rules what a job finds there; absent where the script does nothing to it
 * @param clean whether it cleans before the first command
 * @param lists whether it lists what it does not remove, see {@link WorkspaceRules#sparesFound}
 * @param compare whether it compares the tracked files with the commit after the last command, if all passed
 */
public record WorkspaceCare(Optional<WorkspaceRules> rules, boolean clean, boolean lists, boolean compare) {

    /** It runs commands only. */
    public static final WorkspaceCare NONE = new WorkspaceCare(Optional.empty(), false, false, false);
}
