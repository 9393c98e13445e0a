package io.jenkins.plugins.mergeability.pulls;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jenkins.branch.MultiBranchProject;
import jenkins.model.TransientActionFactory;

/** The page of what a project's builds tell about its components, and its remote API. */
public final class StatisticsAction implements Action {

    private static final long PATIENCE = 2000;

    private final MultiBranchProject<?, ?> project;

    StatisticsAction(MultiBranchProject<?, ?> project) {
        this.project = project;
    }

    @Override
    public String getIconFileName() {
        return "symbol-analytics";
    }

    @Override
    public String getDisplayName() {
        return Messages.StatisticsAction_DisplayName();
    }

    @Override
    public String getUrlName() {
        return "component-statistics";
    }

    /** The project. */
    public MultiBranchProject<?, ?> getProject() {
        return project;
    }

    /** How many builds are looked at. */
    public int getMost() {
        return BuildDigests.BUILDS;
    }

    /** What the builds tell that may be seen by whoever is looking. */
    public Statistics getView() {
        BuildDigests.Known known = BuildDigests.get().of(project, PATIENCE);
        Set<String> branches = new HashSet<>();
        for (Job<?, ?> job : project.getItems()) {
            branches.add(job.getName());
        }
        return Statistics.of(known.complete(), BuildDigests.within(branches, known.digests()));
    }

    /** The same for machines. */
    public Api getApi() {
        return new Api(getView());
    }

    /** Gives the page to every project that has builds with components. */
    @Extension
    @SuppressWarnings("rawtypes") // as the type it is registered for
    public static final class Factory extends TransientActionFactory<MultiBranchProject> {

        /** So many jobs are asked for a build with components. */
        private static final int LOOKED_AT = 50;

        @Override
        public Class<MultiBranchProject> type() {
            return MultiBranchProject.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull MultiBranchProject target) {
            MultiBranchProject<?, ?> project = target;
            return hasComponents(project) ? List.of(new StatisticsAction(project)) : List.of();
        }

        private static boolean hasComponents(MultiBranchProject<?, ?> project) {
            int left = LOOKED_AT;
            for (Job<?, ?> job : project.getItems()) {
                Run<?, ?> build = left-- > 0 ? job.getLastBuild() : null;
                if (build != null && BuildRecords.of(build).exist()) {
                    return true;
                }
            }
            return false;
        }
    }
}
