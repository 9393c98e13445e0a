package io.jenkins.plugins.mergeability.engine.change.git;

import java.util.Map;
import java.util.Set;

/** The environment variables that select a repository; git sets them for hooks. */
public final class RepositoryVariables {

    /** The variables of {@code git rev-parse --local-env-vars}, without those of the configuration. */
    private static final Set<String> NAMES = Set.of(
            "GIT_ALTERNATE_OBJECT_DIRECTORIES",
            "GIT_COMMON_DIR",
            "GIT_CONFIG",
            "GIT_DIR",
            "GIT_GRAFT_FILE",
            "GIT_IMPLICIT_WORK_TREE",
            "GIT_INDEX_FILE",
            "GIT_INTERNAL_SUPER_PREFIX",
            "GIT_NO_REPLACE_OBJECTS",
            "GIT_OBJECT_DIRECTORY",
            "GIT_PREFIX",
            "GIT_QUARANTINE_PATH",
            "GIT_REPLACE_REF_BASE",
            "GIT_SHALLOW_FILE",
            "GIT_WORK_TREE");

    private RepositoryVariables() {}

    /** Removes the variables, so that git finds the repository by the current directory. */
    public static void removeFrom(Map<String, String> environment) {
        environment.keySet().removeAll(NAMES);
    }
}
