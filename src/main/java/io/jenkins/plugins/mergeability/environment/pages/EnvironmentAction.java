package io.jenkins.plugins.mergeability.environment.pages;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Failure;
import hudson.model.Item;
import hudson.security.Permission;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.deploy.turn.RefusedException;
import io.jenkins.plugins.mergeability.environment.Approvals;
import io.jenkins.plugins.mergeability.environment.DueEnvironments;
import io.jenkins.plugins.mergeability.environment.EnvironmentJob;
import io.jenkins.plugins.mergeability.environment.EnvironmentPermissions;
import io.jenkins.plugins.mergeability.environment.OpenEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import jenkins.model.TransientActionFactory;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.verb.POST;

/** The page of an environment: what is live, what waits, and what people decide. And its remote API. */
public final class EnvironmentAction implements Action {

    static final String URL = "environment";

    private final EnvironmentJob environment;

    EnvironmentAction(EnvironmentJob environment) {
        this.environment = environment;
    }

    @Override
    public String getIconFileName() {
        return "symbol-paper-plane-outline";
    }

    @Override
    public String getDisplayName() {
        return Messages.EnvironmentAction_displayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    public WorkflowJob getJob() {
        return environment.job();
    }

    /** A snapshot for one page or API response. */
    public EnvironmentView getView() {
        return EnvironmentView.of(environment);
    }

    /** The remote API. */
    public Api getApi() {
        return new Api(getView());
    }

    /** How the environment is, as an image. */
    public void doBadge(StaplerResponse2 response) throws IOException {
        response.setContentType("image/svg+xml;charset=UTF-8");
        response.setHeader("Cache-Control", "no-cache, private");
        response.getOutputStream().write(EnvironmentBadge.of(getView()).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Approves a release.
     *
     * @param number the number of the deployment
     * @param shown what was shown of it: see {@link CandidateView#getShown}
     */
    @POST
    public HttpResponse doApprove(@QueryParameter int number, @QueryParameter String shown) throws IOException {
        return decide(EnvironmentPermissions.APPROVE, (open, by) -> {
            Candidate candidate = shown(open, number, shown);
            Approvals.check(open, candidate, Jenkins.getAuthentication2());
            open.decisions().approve(number, candidate.offer(), by);
        });
    }

    /** Lets a release go whose commit does not follow from what was deployed, or that did not hold before. */
    @POST
    public HttpResponse doAccept(
            @QueryParameter int number, @QueryParameter String shown, @QueryParameter String reason)
            throws IOException {
        return decide(EnvironmentPermissions.DEPLOY, (open, by) -> {
            shown(open, number, shown);
            open.decisions().acceptOrder(number, by, reason(reason));
        });
    }

    /**
     * Puts an earlier release back.
     *
     * @param to the number of the deployment to return to; empty for the last good one
     * @param from the number of the newest deployment that was shown
     */
    @POST
    public HttpResponse doRollBack(
            @QueryParameter String component,
            @QueryParameter String to,
            @QueryParameter int from,
            @QueryParameter String reason)
            throws IOException {
        return decide(EnvironmentPermissions.ROLL_BACK, (open, by) -> {
            checkNewest(open, component, from);
            Optional<Integer> target =
                    Optional.ofNullable(Util.fixEmptyAndTrim(to)).map(EnvironmentAction::number);
            open.decisions().rollBack(component, target, by, reason(reason));
        });
    }

    /**
     * Records that a person has put in order what a failed deployment left.
     *
     * @param from the number of the newest deployment that was shown
     */
    @POST
    public HttpResponse doSettle(
            @QueryParameter String component, @QueryParameter int from, @QueryParameter String reason)
            throws IOException {
        return decide(EnvironmentPermissions.DEPLOY, (open, by) -> {
            checkNewest(open, component, from);
            open.decisions().settle(component, by, reason(reason));
        });
    }

    /** A decision of a person. */
    private interface Decision {
        void of(OpenEnvironment open, String by) throws RefusedException, IOException;
    }

    private HttpResponse decide(Permission permission, Decision decision) throws IOException {
        environment.job().checkPermission(permission);
        try (OpenEnvironment open = OpenEnvironment.of(environment)) {
            decision.of(open, Jenkins.getAuthentication2().getName());
        } catch (RefusedException e) {
            throw new Failure(e.getMessage());
        }
        DueEnvironments.check(environment);
        return HttpResponses.redirectTo(".");
    }

    private static Candidate shown(OpenEnvironment open, int number, String shown) throws RefusedException {
        return open.record()
                .candidate(number)
                .filter(candidate -> CandidateView.shown(candidate).equals(shown))
                .orElseThrow(() -> new RefusedException(
                        "deployment " + number + " is not the one that was shown: load the page again"));
    }

    private static void checkNewest(OpenEnvironment open, String component, int from) throws RefusedException {
        if (open.record().newest(component).map(Candidate::number).orElse(0) != from) {
            throw new RefusedException(
                    "something newer of " + component + " was deployed than was shown: load the page again");
        }
    }

    private static String reason(String reason) throws RefusedException {
        String text = Util.fixEmptyAndTrim(reason);
        if (text == null) {
            throw new RefusedException("a reason is needed: say why");
        }
        return text;
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new Failure("to: " + text + " is not the number of a deployment");
        }
    }

    /** Adds the page to every environment. */
    @Extension
    public static final class Factory extends TransientActionFactory<WorkflowJob> {

        @Override
        public Class<WorkflowJob> type() {
            return WorkflowJob.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull WorkflowJob target) {
            return EnvironmentJob.of((Item) target)
                    .map(EnvironmentAction::new)
                    .map(List::of)
                    .orElse(List.of());
        }
    }
}
