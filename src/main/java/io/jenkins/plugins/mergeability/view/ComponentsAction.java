package io.jenkins.plugins.mergeability.view;

import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Item;
import hudson.model.Run;
import hudson.tasks.test.AbstractTestResultAction;
import hudson.util.HttpResponses;
import io.jenkins.plugins.mergeability.engine.report.PlanJson;
import io.jenkins.plugins.mergeability.engine.report.graph.Graph;
import io.jenkins.plugins.mergeability.engine.report.graph.GraphSvg;
import io.jenkins.plugins.mergeability.engine.report.graph.TimelineSvg;
import io.jenkins.plugins.mergeability.record.BuildRecord;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;

/** The components of a build: a summary on the build's main page, a page, and a remote API. */
public final class ComponentsAction implements Action {

    private final Run<?, ?> run;

    ComponentsAction(Run<?, ?> run) {
        this.run = run;
    }

    @Override
    public String getIconFileName() {
        return "symbol-cube";
    }

    @Override
    public String getDisplayName() {
        return Messages.ComponentsAction_DisplayName();
    }

    @Override
    public String getUrlName() {
        return "components";
    }

    /** The build. */
    public Run<?, ?> getRun() {
        return run;
    }

    /** The current state; a page reads it once. */
    public BuildView getView() {
        return BuildView.of(run);
    }

    /** The remote API. */
    public Api getApi() {
        return new Api(getView());
    }

    /** Whether the user may build the job. */
    public boolean isMayBuild() {
        return run.getParent().hasPermission(Item.BUILD);
    }

    /** Whether the build has a page of test results. */
    public boolean isTestReport() {
        return run.getAction(AbstractTestResultAction.class) != null;
    }

    /** Whether the user can re-run what failed. */
    public boolean canRerun(BuildView view) {
        return isMayBuild() && Rerun.of(run, view).possible();
    }

    /** The progress in a few bytes: the version of the view and the summary. */
    @GET
    @WebMethod(name = "progress")
    public HttpResponse doProgress() {
        BuildView view = getView();
        JSONObject progress = new JSONObject();
        progress.put("version", view.getVersion());
        progress.put("building", view.isBuilding());
        progress.put("summary", view.getSummary());
        progress.put("rerun", canRerun(view));
        return HttpReplies.of("application/json", progress.toString().getBytes(StandardCharsets.UTF_8), false);
    }

    /** The plan of a call of the step, in the format of the command line. */
    @GET
    @WebMethod(name = "plan.json")
    public HttpResponse doPlan(@QueryParameter int call) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            PlanJson.write(record(call).plan(), bytes);
            return HttpReplies.of("application/json", bytes.toByteArray(), true);
        } catch (IOException e) {
            throw HttpResponses.errorWithoutStack(404, e.getMessage());
        }
    }

    /** The plan of a call of the step as a graph. */
    @GET
    @WebMethod(name = "graph.svg")
    public HttpResponse doGraph(@QueryParameter int call) {
        try {
            String graph = GraphSvg.draw(Graph.of(record(call).plan()));
            return HttpReplies.of("image/svg+xml", graph.getBytes(StandardCharsets.UTF_8), true);
        } catch (IOException e) {
            throw HttpResponses.errorWithoutStack(404, e.getMessage());
        }
    }

    /** When the jobs of a call of the step ran, and on which agents, as a drawing. */
    @GET
    @WebMethod(name = "timeline.svg")
    public HttpResponse doTimeline(@QueryParameter int call) {
        try {
            String timeline = TimelineSvg.draw(Timelines.of(record(call), System.currentTimeMillis()));
            return HttpReplies.of("image/svg+xml", timeline.getBytes(StandardCharsets.UTF_8), false);
        } catch (IOException e) {
            throw HttpResponses.errorWithoutStack(404, e.getMessage());
        }
    }

    /** Builds the same commit again; proven jobs do not run again. */
    @RequirePOST
    public HttpResponse doRerun() {
        run.getParent().checkPermission(Item.BUILD);
        Rerun.of(run, getView()).schedule();
        // The new build may not have started, so it has no page yet.
        return HttpResponses.redirectTo("../..");
    }

    private BuildRecord record(int call) throws IOException {
        int number = call == 0 ? 1 : call;
        for (BuildRecord record : BuildRecords.of(run).all()) {
            if (record.number() == number) {
                return record;
            }
        }
        throw new IOException(Messages.ComponentsAction_NoCall(number));
    }
}
