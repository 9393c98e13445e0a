package io.jenkins.plugins.mergeability.script;

/**
 * The names of branches and stages in the pipeline. Views identify them by name, so a name is used once in a build, even if
 * the step is called several times and a job is retried.
 */
public final class UniqueNames {

    /** The option of {@code parallel} that cannot be the name of a branch. */
    private static final String OPTION = "failFast";

    private static final String RENAMED_OPTION = OPTION + " (component)";

    private UniqueNames() {}

    /**
     * The name of a branch or stage in the pipeline.
     *
     * @param call the number of the call of the step in its build, from 1
     */
    public static String of(String name, int call) {
        String allowed = name.equals(OPTION) ? RENAMED_OPTION : name;
        return call == 1 ? allowed : allowed + suffix(call);
    }

    /** The same for an attempt, counted from 1. */
    public static String of(String name, int call, int attempt) {
        return of(attempt == 1 ? name : name + " (attempt " + attempt + ")", call);
    }

    /** The recorded name of a branch, by its name in the pipeline. */
    public static String recorded(String unique, int call) {
        String name = call == 1 || !unique.endsWith(suffix(call))
                ? unique
                : unique.substring(0, unique.length() - suffix(call).length());
        return name.equals(RENAMED_OPTION) ? OPTION : name;
    }

    private static String suffix(int call) {
        return " (" + call + ")";
    }
}
