package io.jenkins.plugins.mergeability.pulls;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Job;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jenkins.branch.MultiBranchProject;
import jenkins.model.TransientActionFactory;

/** The page with the statistics of the components of a project, and its remote API. */
public final class StatisticsAction implements Action {

    private static final long TIMEOUT_MILLIS = 2000;

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
        return Messages.StatisticsAction_displayName();
    }

    @Override
    public String getUrlName() {
        return "component-statistics";
    }

    public MultiBranchProject<?, ?> getProject() {
        return project;
    }

    /** The maximum number of builds in the statistics. */
    public int getMaxBuilds() {
        return BuildDigests.MAX_BUILDS;
    }

    /** The statistics of the builds that the current user may see. */
    public Statistics getView() {
        BuildDigests.Digests digests = BuildDigests.get().of(project, TIMEOUT_MILLIS);
        Set<String> branches = new HashSet<>();
        for (Job<?, ?> job : project.getItems()) {
            branches.add(job.getName());
        }
        return Statistics.of(digests.complete(), BuildDigests.within(branches, digests.digests()));
    }

    /** The remote API. */
    public Api getApi() {
        return new Api(getView());
    }

    /** Adds the page to every project that has builds with components. */
    @Extension
    @SuppressWarnings("rawtypes") // because of the raw type of the extension
    public static final class Factory extends TransientActionFactory<MultiBranchProject> {

        /** The number of jobs whose newest build is checked. */
        private static final int MAX_JOBS = 50;

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
            return project.getItems().stream().limit(MAX_JOBS).anyMatch(BuildRecords::existInNewestBuild);
        }
    }
}
