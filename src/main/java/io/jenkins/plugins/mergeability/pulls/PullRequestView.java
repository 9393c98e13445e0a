package io.jenkins.plugins.mergeability.pulls;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.mergeability.engine.outbox.DeliveryError;
import io.jenkins.plugins.mergeability.engine.outbox.PendingReport;
import io.jenkins.plugins.mergeability.engine.verdict.Verdict;
import io.jenkins.plugins.mergeability.record.AffectedComponents;
import io.jenkins.plugins.mergeability.record.BuildRecords;
import io.jenkins.plugins.mergeability.reporting.OpenPullRequest;
import io.jenkins.plugins.mergeability.reporting.PendingReports;
import io.jenkins.plugins.mergeability.reporting.PullRequestState;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import jenkins.scm.api.metadata.ContributorMetadataAction;
import jenkins.scm.api.metadata.ObjectMetadataAction;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A snapshot of an open pull request. */
@ExportedBean(defaultVisibility = 3)
public final class PullRequestView {

    /** The number of newest builds that are searched for a plan. */
    private static final int MAX_BUILDS = 3;

    private final OpenPullRequest pull;
    private final Optional<PullRequestState> state;
    private final Optional<PullRequestState.Decision> decision;
    private final Supplier<PendingReports> pendingReports;
    private final long now;
    private Collection<String> components;

    PullRequestView(
            OpenPullRequest pull, Optional<PullRequestState> state, Supplier<PendingReports> pendingReports, long now) {
        this.pull = pull;
        this.state = state;
        this.decision = state.map(PullRequestState::decision);
        this.pendingReports = pendingReports;
        this.now = now;
    }

    /** The open pull request that an item builds. */
    static Optional<PullRequestView> of(Item item) {
        return OpenPullRequest.of(item)
                .flatMap(pull -> of(pull, pull.state(), PendingReports::now, System.currentTimeMillis()));
    }

    /** A pull request; empty if it was closed at the last evaluation. */
    static Optional<PullRequestView> of(
            OpenPullRequest pull, Optional<PullRequestState> state, Supplier<PendingReports> pendingReports, long now) {
        return state.map(PullRequestState::open).orElse(true)
                ? Optional.of(new PullRequestView(pull, state, pendingReports, now))
                : Optional.empty();
    }

    @Exported
    public int getNumber() {
        return pull.number();
    }

    /** The title; the number if the title is unknown. */
    @Exported
    public String getTitle() {
        ObjectMetadataAction metadata = getJob().getAction(ObjectMetadataAction.class);
        String title = metadata == null ? null : metadata.getObjectDisplayName();
        return title == null || title.isBlank() ? Messages.PullRequestView_untitled(pull.number()) : title;
    }

    /** The page at GitHub; empty if unknown. */
    @Exported
    public String getUrl() {
        ObjectMetadataAction metadata = getJob().getAction(ObjectMetadataAction.class);
        String url = metadata == null ? null : metadata.getObjectUrl();
        if (url == null) {
            url = state.map(PullRequestState::github)
                    .map(PullRequestState.GithubData::address)
                    .orElse("");
        }
        return url.startsWith("https://") || url.startsWith("http://") ? url : "";
    }

    /** The login of the author; empty if unknown. */
    @Exported
    public String getAuthor() {
        ContributorMetadataAction metadata = getJob().getAction(ContributorMetadataAction.class);
        String author = metadata == null ? null : metadata.getContributor();
        return author != null
                ? author
                : state.map(PullRequestState::github)
                        .map(PullRequestState.GithubData::author)
                        .orElse("");
    }

    /** The target branch. */
    @Exported
    public String getTarget() {
        return pull.target();
    }

    /** The job that builds it. */
    public Job<?, ?> getJob() {
        return pull.job();
    }

    /** The name of the job in its project. */
    @Exported(name = "job")
    public String getJobName() {
        return getJob().getName();
    }

    /** Identifies it in the project. */
    public String getId() {
        return pull.id();
    }

    /** The state of the commit status: {@code success}, {@code pending}, {@code failure}, {@code error}; empty before the first verdict. */
    @Exported
    public String getVerdict() {
        return verdict().map(Verdict.State::text).orElse("");
    }

    Optional<Verdict.State> verdict() {
        return decision.map(known -> known.cause().state());
    }

    /** The rule that decided, such as {@code approval_missing}; empty before the first verdict. */
    @Exported
    public String getCause() {
        return decision.map(known -> known.cause().name().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    /** The label of the verdict. */
    public String getLabel() {
        return VerdictLabels.of(verdict());
    }

    /** The symbol of the verdict. */
    public String getIcon() {
        return VerdictLabels.icon(verdict());
    }

    /** The position of the verdict for sorting. */
    public int getRank() {
        return verdict().map(Enum::ordinal).orElse(Verdict.State.values().length);
    }

    /** The reported description: what the pull request waits for, or what is wrong. */
    @Exported
    public String getDescription() {
        return decision.map(PullRequestState.Decision::description).orElse("");
    }

    /** The description; empty if the pull request can be merged. */
    public String getObstacle() {
        return verdict().filter(Verdict.State.SUCCESS::equals).isPresent() ? "" : getDescription();
    }

    /** The time of the verdict in milliseconds since 1970; 0 before the first one. */
    @Exported
    public long getSince() {
        return decision.map(PullRequestState.Decision::since).orElse(0L);
    }

    /** The time since the verdict, for people; empty before the first one. */
    public String getSinceText() {
        return ago(getSince());
    }

    /** The context of the commit status; empty before the first verdict. */
    @Exported
    public String getContext() {
        return decision.map(PullRequestState.Decision::context).orElse("");
    }

    /** The commit of the verdict; empty before the first one. */
    @Exported
    public String getHead() {
        return decision.map(PullRequestState.Decision::head).orElse("");
    }

    /** The names of the components that are affected in the newest planned build. */
    @Exported
    public Collection<String> getComponents() {
        if (components == null) {
            components = List.of();
            for (Run<?, ?> run : pull.builds(MAX_BUILDS)) {
                if (BuildRecords.of(run).exist()) {
                    components = List.copyOf(AffectedComponents.of(run));
                    break;
                }
            }
        }
        return components;
    }

    /** The newest build; null without builds. */
    @CheckForNull
    public Run<?, ?> getBuild() {
        return pull.builds(1).stream().findFirst().orElse(null);
    }

    /** The number of the newest build; 0 without builds. */
    @Exported(name = "build")
    public int getBuildNumber() {
        Run<?, ?> build = getBuild();
        return build == null ? 0 : build.getNumber();
    }

    /** The time of the last evaluation in milliseconds since 1970; 0 before the first one. */
    @Exported
    public long getEvaluated() {
        return state.map(PullRequestState::evaluated).orElse(0L);
    }

    /** The time since the last evaluation, for people; empty before the first one. */
    public String getEvaluatedText() {
        return ago(getEvaluated());
    }

    /** Why the last evaluation failed; empty if it succeeded. */
    @Exported
    public String getError() {
        return state.map(PullRequestState::error)
                .map(error -> VerdictLabels.of(error.kind()))
                .orElse("");
    }

    private Optional<PendingReport> pendingReport() {
        return pendingReports.get().of(pull);
    }

    /** Whether all reports are delivered. */
    @Exported
    public boolean isDelivered() {
        return decision.isPresent() && pendingReport().isEmpty();
    }

    /** The time of the oldest pending report in milliseconds since 1970; 0 if all are delivered. */
    @Exported
    public long getUndeliveredSince() {
        return pendingReport().map(each -> each.since().toEpochMilli()).orElse(0L);
    }

    /** The age of the oldest pending report, for people; empty if all are delivered. */
    public String getUndeliveredText() {
        return ago(getUndeliveredSince());
    }

    /** Why the delivery fails; empty without an error. */
    @Exported
    public String getDeliveryError() {
        return pendingReport()
                .flatMap(PendingReport::error)
                .map(DeliveryError::kind)
                .map(VerdictLabels::of)
                .orElse("");
    }

    /** Whether the current user may re-evaluate the pull request. */
    public boolean isMayReevaluate() {
        return getJob().hasPermission(Item.BUILD);
    }

    private String ago(long time) {
        return time == 0 ? "" : Util.getTimeSpanString(Math.max(0, now - time));
    }
}
