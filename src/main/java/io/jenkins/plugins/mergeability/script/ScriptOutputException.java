package io.jenkins.plugins.mergeability.script;

/** The standard output of a script is not what the script writes. */
public final class ScriptOutputException extends Exception {

    private static final long serialVersionUID = 1L;

    ScriptOutputException(String problem) {
        super("the results of the commands are not what their script writes: " + problem
                + "; something else wrote or removed them, so none counts");
    }
}
