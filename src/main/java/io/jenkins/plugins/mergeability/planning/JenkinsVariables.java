package io.jenkins.plugins.mergeability.planning;

import java.util.Set;
import java.util.regex.Pattern;

/** The variables that Jenkins sets for each build, whose values say nothing about the outcome of a job. */
final class JenkinsVariables {

    /** {@code Job#getCharacteristicEnvVars}, {@code Run#getCharacteristicEnvVars} and {@code CoreEnvironmentContributor}. */
    private static final Set<String> CORE = Set.of(
            "JENKINS_SERVER_COOKIE",
            "HUDSON_SERVER_COOKIE",
            "JOB_NAME",
            "JOB_BASE_NAME",
            "JOB_URL",
            "BUILD_NUMBER",
            "BUILD_ID",
            "BUILD_TAG",
            "BUILD_DISPLAY_NAME",
            "BUILD_URL",
            "CI",
            "JENKINS_URL",
            "HUDSON_URL",
            "JENKINS_HOME",
            "HUDSON_HOME",
            "EXECUTOR_NUMBER",
            "NODE_NAME",
            "NODE_LABELS");

    /** {@code EnvironmentContributorImpl} of the plugin Display URL API. */
    private static final Set<String> DISPLAY_URLS = Set.of(
            "JOB_DISPLAY_URL",
            "RUN_DISPLAY_URL",
            "RUN_ARTIFACTS_DISPLAY_URL",
            "RUN_CHANGES_DISPLAY_URL",
            "RUN_TESTS_DISPLAY_URL");

    /** {@code BranchNameContributor} of the plugin Branch API. */
    private static final Set<String> BRANCH = Set.of(
            "BRANCH_NAME",
            "BRANCH_IS_PRIMARY",
            "CHANGE_ID",
            "CHANGE_TARGET",
            "CHANGE_BRANCH",
            "CHANGE_FORK",
            "CHANGE_URL",
            "CHANGE_TITLE",
            "CHANGE_AUTHOR",
            "CHANGE_AUTHOR_DISPLAY_NAME",
            "CHANGE_AUTHOR_EMAIL",
            "TAG_NAME",
            "TAG_TIMESTAMP",
            "TAG_UNIXTIME",
            "TAG_DATE");

    /**
     * {@code GitSCM#buildEnvironment} of the plugin Git, which Declarative sets around its stages, and
     * {@code StageStepExecution} of the plugin Pipeline: Stage Step. They are set like variables of the pipeline.
     */
    private static final Pattern AROUND_STEPS =
            Pattern.compile("STAGE_NAME|GIT_(?:COMMIT|PREVIOUS_COMMIT|PREVIOUS_SUCCESSFUL_COMMIT|BRANCH|LOCAL_BRANCH"
                    + "|CHECKOUT_DIR|URL(?:_[0-9]+)?)");

    private static final Set<String> GIT_BRANCHES = Set.of("GIT_BRANCH", "GIT_LOCAL_BRANCH");

    private JenkinsVariables() {}

    /** Whether Jenkins sets a variable for the build. */
    static boolean isOfBuild(String name) {
        return CORE.contains(name) || DISPLAY_URLS.contains(name) || BRANCH.contains(name);
    }

    /** Whether Jenkins sets a variable around steps, so that it cannot be distinguished from one of the pipeline. */
    static boolean isOfStep(String name) {
        return AROUND_STEPS.matcher(name).matches();
    }

    /** Whether a variable names the branch, tag or pull request, so that a job could depend on it. */
    static boolean isOfBranch(String name) {
        return BRANCH.contains(name) || GIT_BRANCHES.contains(name);
    }
}
