package io.jenkins.plugins.mergeability.script;

import java.util.Collection;
import java.util.List;

/**
 * Removes variables that a job must not depend on.
 *
 * @param names the names of the variables, without characters that a shell interprets
 */
public record HiddenVariables(List<String> names) {

    /** Removes nothing. */
    public static final HiddenVariables NONE = new HiddenVariables(List.of());

    public HiddenVariables {
        names = List.copyOf(names);
    }

    /** Removes variables, except those that are inputs of the job. */
    public static HiddenVariables of(Collection<String> hidden, Collection<String> inputs) {
        return new HiddenVariables(
                hidden.stream().filter(name -> !inputs.contains(name)).sorted().toList());
    }

    /** The line of a shell script; empty for no variables. */
    String shell() {
        return names.isEmpty() ? "" : "unset " + String.join(" ", names) + '\n';
    }

    /** The line of a PowerShell script; empty for no variables. */
    String powerShell() {
        return names.isEmpty()
                ? ""
                : "Remove-Item -ErrorAction SilentlyContinue -Path "
                        + String.join(
                                ", ", names.stream().map(name -> "Env:" + name).toList()) + '\n';
    }
}
