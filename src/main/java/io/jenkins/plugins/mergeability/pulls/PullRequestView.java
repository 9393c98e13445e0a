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

/** An open pull request as it is shown, at one moment. */
@ExportedBean(defaultVisibility = 3)
public final class PullRequestView {

    /** How far back a build with a plan is looked for. */
    private static final int LOOKED_AT = 3;

    private final OpenPullRequest pull;
    private final Optional<PullRequestState> state;
    private final Optional<PullRequestState.Decision> decision;
    private final Supplier<PendingReports> undelivered;
    private final long now;
    private Collection<String> components;

    PullRequestView(
            OpenPullRequest pull, Optional<PullRequestState> state, Supplier<PendingReports> undelivered, long now) {
        this.pull = pull;
        this.state = state;
        this.decision = state.map(PullRequestState::decision);
        this.undelivered = undelivered;
        this.now = now;
    }

    /** What a job builds, if that is an open pull request. */
    static Optional<PullRequestView> of(Item item) {
        return OpenPullRequest.of(item)
                .flatMap(pull -> of(pull, pull.state(), PendingReports::now, System.currentTimeMillis()));
    }

    /** A pull request, unless it is known not to be open any more. */
    static Optional<PullRequestView> of(
            OpenPullRequest pull, Optional<PullRequestState> state, Supplier<PendingReports> undelivered, long now) {
        return state.map(PullRequestState::open).orElse(true)
                ? Optional.of(new PullRequestView(pull, state, undelivered, now))
                : Optional.empty();
    }

    @Exported
    public int getNumber() {
        return pull.number();
    }

    /** Its title; its number where that is not known. */
    @Exported
    public String getTitle() {
        ObjectMetadataAction metadata = getJob().getAction(ObjectMetadataAction.class);
        String title = metadata == null ? null : metadata.getObjectDisplayName();
        return title == null || title.isBlank() ? Messages.PullRequestView_Untitled(pull.number()) : title;
    }

    /** Its page at GitHub; empty where that is not known. */
    @Exported
    public String getUrl() {
        ObjectMetadataAction metadata = getJob().getAction(ObjectMetadataAction.class);
        String url = metadata == null ? null : metadata.getObjectUrl();
        if (url == null) {
            url = state.map(PullRequestState::seen)
                    .map(PullRequestState.Seen::address)
                    .orElse("");
        }
        return url.startsWith("https://") || url.startsWith("http://") ? url : "";
    }

    /** The login of its author; empty where that is not known. */
    @Exported
    public String getAuthor() {
        ContributorMetadataAction metadata = getJob().getAction(ContributorMetadataAction.class);
        String author = metadata == null ? null : metadata.getContributor();
        return author != null
                ? author
                : state.map(PullRequestState::seen)
                        .map(PullRequestState.Seen::author)
                        .orElse("");
    }

    /** The branch it is to be merged into. */
    @Exported
    public String getTarget() {
        return pull.target();
    }

    /** The job that builds it. */
    public Job<?, ?> getJob() {
        return pull.job();
    }

    /** The name of the job within its project. */
    @Exported(name = "job")
    public String getJobName() {
        return getJob().getName();
    }

    /** The state of the commit status: {@code success}, {@code pending}, {@code failure}, {@code error}; or empty. */
    @Exported
    public String getVerdict() {
        return verdict().map(Verdict.State::text).orElse("");
    }

    Optional<Verdict.State> verdict() {
        return decision.map(known -> known.cause().state());
    }

    /** The rule that decided, such as {@code approval_missing}; empty before. */
    @Exported
    public String getCause() {
        return decision.map(known -> known.cause().name().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    /** The verdict in a word or three. */
    public String getWord() {
        return VerdictLabels.of(verdict());
    }

    /** The symbol that stands beside the word. */
    public String getIcon() {
        return VerdictLabels.icon(verdict());
    }

    /** The place of its verdict in an order of verdicts. */
    public int getRank() {
        return verdict().map(Enum::ordinal).orElse(Verdict.State.values().length);
    }

    /** What is reported: what it waits for, or what is wrong. */
    @Exported
    public String getDescription() {
        return decision.map(PullRequestState.Decision::description).orElse("");
    }

    /** The same; empty if it waits for nothing. */
    public String getAwaited() {
        return verdict().filter(Verdict.State.SUCCESS::equals).isPresent() ? "" : getDescription();
    }

    /** Since when that holds, in milliseconds since 1970; 0 before. */
    @Exported
    public long getSince() {
        return decision.map(PullRequestState.Decision::at).orElse(0L);
    }

    /** For how long that has held, in words; empty before. */
    public String getSinceWords() {
        return ago(getSince());
    }

    /** The context it is reported as; empty before. */
    @Exported
    public String getContext() {
        return decision.map(PullRequestState.Decision::context).orElse("");
    }

    /** The commit the verdict is about; empty before. */
    @Exported
    public String getHead() {
        return decision.map(PullRequestState.Decision::head).orElse("");
    }

    /** The names of the components that its newest planned build affects. */
    @Exported
    public Collection<String> getComponents() {
        if (components == null) {
            components = List.of();
            for (Run<?, ?> run : getJob().getBuilds().limit(LOOKED_AT)) {
                if (BuildRecords.of(run).exist()) {
                    components = List.copyOf(AffectedComponents.of(run));
                    break;
                }
            }
        }
        return components;
    }

    /** The newest build; null before the first. */
    @CheckForNull
    public Run<?, ?> getBuild() {
        return getJob().getLastBuild();
    }

    /** The number of the newest build; 0 before the first. */
    @Exported(name = "build")
    public int getBuildNumber() {
        Run<?, ?> build = getBuild();
        return build == null ? 0 : build.getNumber();
    }

    /** When it was last looked at, in milliseconds since 1970; 0 before. */
    @Exported
    public long getEvaluated() {
        return state.map(PullRequestState::evaluated).orElse(0L);
    }

    /** How long ago that was, in words; empty before. */
    public String getEvaluatedWords() {
        return ago(getEvaluated());
    }

    /** Why it could not be looked at the last time; empty if it could. */
    @Exported
    public String getTrouble() {
        return state.map(PullRequestState::trouble)
                .map(trouble -> VerdictLabels.of(trouble.kind()))
                .orElse("");
    }

    private Optional<PendingReport> waiting() {
        return undelivered.get().of(pull);
    }

    /** Whether GitHub has been told all there is to tell. */
    @Exported
    public boolean isDelivered() {
        return decision.isPresent() && waiting().isEmpty();
    }

    /** Since when something has been waiting to be told, in milliseconds since 1970; 0 if nothing is. */
    @Exported
    public long getUndeliveredSince() {
        return waiting().map(each -> each.since().toEpochMilli()).orElse(0L);
    }

    /** How long that has been waiting, in words; empty if nothing is. */
    public String getUndeliveredWords() {
        return ago(getUndeliveredSince());
    }

    /** Why it could not be told; empty if nothing is known to be wrong. */
    @Exported
    public String getDeliveryTrouble() {
        return waiting()
                .flatMap(PendingReport::error)
                .map(DeliveryError::kind)
                .map(VerdictLabels::of)
                .orElse("");
    }

    /** Whether whoever is looking may have it looked at again. */
    public boolean isMayReevaluate() {
        return getJob().hasPermission(Item.BUILD);
    }

    private String ago(long time) {
        return time == 0 ? "" : Util.getTimeSpanString(Math.max(0, now - time));
    }
}
