package io.jenkins.plugins.mergeability.dispatch;

import java.io.Serializable;

/**
 * What the controller knows of a script that runs.
 *
 * @param secret the secret of its {@link io.jenkins.plugins.mergeability.script.OutcomeTokens}
 * @param clean whether it cleans the workspace first
 * @param lists whether it lists what it finds there, and does not remove it
 * @param compare whether it compares the tracked files at its end
 */
public record ScriptRun(String secret, boolean clean, boolean lists, boolean compare) implements Serializable {

    private static final long serialVersionUID = 1L;
}
