package io.jenkins.plugins.mergeability.script;

/** A glob of the component map cannot be expressed as a pattern of Ant. */
public final class AntPatternException extends Exception {

    private static final long serialVersionUID = 1L;

    AntPatternException(String setting, String glob, String why) {
        super(setting + ": Jenkins cannot match `" + glob + "`: " + why);
    }
}
