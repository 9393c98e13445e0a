package io.jenkins.plugins.mergeability.mapcheck;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Action;
import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.mergeability.config.MapName;
import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.ChangedPaths;
import io.jenkins.plugins.mergeability.engine.change.GitPath;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import jenkins.branch.MultiBranchProject;
import jenkins.model.TransientActionFactory;
import jenkins.scm.api.SCMFileSystem;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMSource;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * The page of a project that checks a component map, pasted or of a branch, without a build. It is for those who may start
 * builds: it reads a branch with the credentials of the project, as a build does.
 */
public final class MapCheckAction implements Action, StaplerProxy {

    private final MultiBranchProject<?, ?> project;

    MapCheckAction(MultiBranchProject<?, ?> project) {
        this.project = project;
    }

    @CheckForNull
    @Override
    public String getIconFileName() {
        return project.hasPermission(Item.BUILD) ? "symbol-checkmark-circle-outline plugin-ionicons-api" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.MapCheckAction_displayName();
    }

    @Override
    public String getUrlName() {
        return "check-component-map";
    }

    public MultiBranchProject<?, ?> getProject() {
        return project;
    }

    /** The name of the map's file, unless another is given. */
    public String getDefaultPath() {
        return MapName.DEFAULT;
    }

    /** The names of the branches and pull requests that a map can be read from. */
    public List<String> getBranches() {
        List<String> names = new ArrayList<>();
        for (Job<?, ?> job : project.getItems()) {
            names.add(job.getName());
        }
        return names;
    }

    /** Asks for the permission before the page or an action of it. */
    @Override
    public Object getTarget() {
        project.checkPermission(Item.BUILD);
        return this;
    }

    /**
     * Checks a map and shows the page again, with the result.
     *
     * @param map the text of the map; empty to read it from a branch
     * @param branch the name of the branch's job
     * @param path the path of the map in the branch
     * @param paths paths that a change would touch, one in each line
     */
    @POST
    public HttpResponse doCheck(
            StaplerRequest2 request,
            @QueryParameter String map,
            @QueryParameter String branch,
            @QueryParameter String path,
            @QueryParameter String paths)
            throws InterruptedException {
        project.checkPermission(Item.BUILD);
        String name = Util.fixEmptyAndTrim(path) == null ? MapName.DEFAULT : path.trim();
        try {
            byte[] content =
                    Util.fixEmptyAndTrim(map) == null ? read(branch, name) : map.getBytes(StandardCharsets.UTF_8);
            List<String> changed = ChangedPaths.read(
                    Util.fixNull(paths).getBytes(StandardCharsets.UTF_8), Messages.MapCheckAction_paths());
            request.setAttribute("preview", MapPreview.of(name, content, changed));
        } catch (BadInputException | IOException e) {
            request.setAttribute("failure", e.getMessage());
        }
        return HttpResponses.forwardToView(this, "index");
    }

    private byte[] read(@CheckForNull String branch, String path) throws IOException, InterruptedException {
        Job<?, ?> job = branch == null ? null : project.getItem(branch);
        SCMHead head = job == null ? null : SCMHead.HeadByItem.findHead(job);
        SCMSource source = job == null ? null : SCMSource.SourceByItem.findSource(job);
        if (head == null || source == null) {
            throw new IOException(Messages.MapCheckAction_nothing());
        }
        try (SCMFileSystem files = SCMFileSystem.of(source, head)) {
            if (files == null) {
                throw new IOException(Messages.MapCheckAction_noFiles(branch));
            }
            try (InputStream content = files.child(path).content()) {
                return content.readNBytes(MapReader.MAX_BYTES + 1);
            }
        } catch (FileNotFoundException e) {
            throw new IOException(Messages.MapCheckAction_noMap(GitPath.display(path), branch), e);
        }
    }

    /** Adds the page to every multibranch project. */
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
            return List.of(new MapCheckAction(target));
        }
    }
}
