package io.jenkins.plugins.mergeability.environment.pages;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Item;
import io.jenkins.plugins.mergeability.environment.EnvironmentJob;
import java.util.Collection;
import java.util.List;
import jenkins.branch.MultiBranchProject;
import jenkins.model.TransientActionFactory;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The environments of a project: a page with a row for each, and its remote API. */
@ExportedBean
public final class ProjectEnvironmentsAction implements Action {

    private final MultiBranchProject<?, ?> project;

    ProjectEnvironmentsAction(MultiBranchProject<?, ?> project) {
        this.project = project;
    }

    @Override
    public String getIconFileName() {
        return visible().isEmpty() ? null : "symbol-paper-plane-outline";
    }

    @Override
    public String getDisplayName() {
        return Messages.ProjectEnvironmentsAction_displayName();
    }

    @Override
    public String getUrlName() {
        return "environments";
    }

    public MultiBranchProject<?, ?> getProject() {
        return project;
    }

    /** The remote API. */
    public Api getApi() {
        return new Api(this);
    }

    /** The environments that the user may see. */
    @Exported(visibility = 2)
    public List<EnvironmentView> getEnvironments() {
        return visible().stream().map(EnvironmentView::of).toList();
    }

    private List<EnvironmentJob> visible() {
        return EnvironmentJob.of(project.getFullName()).stream()
                .filter(each -> each.job().hasPermission(Item.READ))
                .toList();
    }

    /** Adds the page to every project that has environments. */
    @Extension
    @SuppressWarnings("rawtypes") // because of the raw type of the extension
    public static final class Factory extends TransientActionFactory<MultiBranchProject> {

        @Override
        public Class<MultiBranchProject> type() {
            return MultiBranchProject.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull MultiBranchProject target) {
            MultiBranchProject<?, ?> project = target;
            return List.of(new ProjectEnvironmentsAction(project));
        }
    }
}
