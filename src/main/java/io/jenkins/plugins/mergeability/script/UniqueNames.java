package io.jenkins.plugins.mergeability.script;

/**
 * What branches and stages are called in the pipeline: views tell them apart by their names, so that each is there once in
 * a build, however often the step is called and a job is tried.
 */
final class UniqueNames {

    /** A key that {@code parallel} takes for something else. */
    private static final String OPTION = "failFast";

    private UniqueNames() {}

    /** The name of a branch or stage of a call of the step. */
    static String of(String name, int call) {
        String free = name.equals(OPTION) ? OPTION + " (component)" : name;
        return call == 1 ? free : free + suffix(call);
    }

    /** The same at an attempt, counted from 1. */
    static String of(String name, int call, int attempt) {
        return of(attempt == 1 ? name : name + " (attempt " + attempt + ")", call);
    }

    /** What a branch is called in the record, by its name in the pipeline. */
    static String lane(String shown, int call) {
        String name = call == 1 || !shown.endsWith(suffix(call))
                ? shown
                : shown.substring(0, shown.length() - suffix(call).length());
        return name.equals(OPTION + " (component)") ? OPTION : name;
    }

    private static String suffix(int call) {
        return " (" + call + ")";
    }
}
