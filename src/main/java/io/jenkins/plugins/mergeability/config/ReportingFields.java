package io.jenkins.plugins.mergeability.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Failure;
import io.jenkins.plugins.mergeability.engine.verdict.MergeRules.Counting;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import net.sf.json.JSONObject;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The reporting settings that the configuration, the trait of a branch source and the step have in common. Their form,
 * its checks and the help are those of {@link ReportingConfiguration}.
 */
@Restricted(NoExternalUse.class)
public class ReportingFields implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int MAX_CONTEXT_LENGTH = 100;

    private String context;
    private Integer approvals;
    private String reviewers;
    private Boolean staleApprovals;
    private String blockingLabels;
    private String apps;
    private String comment;
    private Boolean rerunComments;
    private Boolean hideDetails;

    @CheckForNull
    public String getContext() {
        return context;
    }

    @DataBoundSetter
    public void setContext(@CheckForNull String value) {
        String error = contextError(value);
        if (error != null) {
            throw new Failure(error);
        }
        context = Util.fixEmptyAndTrim(value);
    }

    @CheckForNull
    public Integer getApprovals() {
        return approvals;
    }

    @DataBoundSetter
    public void setApprovals(@CheckForNull Integer value) {
        approvals = value == null ? null : Integer.valueOf(ConfigurationChecks.requireNumber("approvals", value, 0));
    }

    @CheckForNull
    public String getReviewers() {
        return reviewers;
    }

    @DataBoundSetter
    public void setReviewers(@CheckForNull String value) {
        reviewers = choice(value, "reviewers", "everybody", "writers", "owners");
    }

    @CheckForNull
    public Boolean getStaleApprovals() {
        return staleApprovals;
    }

    @DataBoundSetter
    public void setStaleApprovals(@CheckForNull Boolean value) {
        staleApprovals = value;
    }

    @CheckForNull
    public String getBlockingLabels() {
        return blockingLabels;
    }

    @DataBoundSetter
    public void setBlockingLabels(@CheckForNull String value) {
        blockingLabels = Util.fixEmptyAndTrim(value);
    }

    @CheckForNull
    public String getApps() {
        return apps;
    }

    @DataBoundSetter
    public void setApps(@CheckForNull String value) {
        apps = Util.fixEmptyAndTrim(value);
    }

    @CheckForNull
    public String getComment() {
        return comment;
    }

    @DataBoundSetter
    public void setComment(@CheckForNull String value) {
        comment = choice(value, "comment", "always", "outcomes", "failures", "never");
    }

    @CheckForNull
    public Boolean getRerunComments() {
        return rerunComments;
    }

    @DataBoundSetter
    public void setRerunComments(@CheckForNull Boolean value) {
        rerunComments = value;
    }

    @CheckForNull
    public Boolean getHideDetails() {
        return hideDetails;
    }

    @DataBoundSetter
    public void setHideDetails(@CheckForNull Boolean value) {
        hideDetails = value;
    }

    /**
     * The fields as options.
     *
     * @param report whether pull requests are reported without the step; null if not set
     */
    public final ReportingOptions options(@CheckForNull Boolean report) {
        return new ReportingOptions(
                context,
                approvals,
                reviewers == null ? null : Counting.valueOf(reviewers.toUpperCase(Locale.ROOT)),
                staleApprovals,
                blockingLabels == null ? null : names(blockingLabels),
                apps == null ? null : names(apps),
                comment == null ? null : CommentPolicy.valueOf(comment.toUpperCase(Locale.ROOT)),
                report,
                rerunComments,
                hideDetails);
    }

    private static Set<String> names(String list) {
        Set<String> names = new TreeSet<>();
        for (String name : list.split(",")) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        return names;
    }

    @CheckForNull
    private static String choice(@CheckForNull String value, String field, String... choices) {
        String chosen = Util.fixEmptyAndTrim(value);
        if (chosen != null && !List.of(choices).contains(chosen)) {
            throw new Failure(Messages.ReportingFields_invalidChoice(field, chosen, String.join(", ", choices)));
        }
        return chosen;
    }

    @CheckForNull
    static String contextError(@CheckForNull String value) {
        String context = Util.fixEmptyAndTrim(value);
        if (context == null) {
            return null;
        }
        // GitHub rejects 4-byte Unicode characters.
        boolean printable =
                context.codePoints().noneMatch(c -> Character.isISOControl(c) || Character.isSupplementaryCodePoint(c));
        return printable && context.length() <= MAX_CONTEXT_LENGTH
                ? null
                : Messages.ReportingFields_contextInvalid(MAX_CONTEXT_LENGTH);
    }

    /** Removes empty optional fields from a submitted form. Stapler would convert them to {@code false} or 0. */
    public static JSONObject withoutEmptyFields(@CheckForNull JSONObject form) {
        if (form == null) {
            return new JSONObject();
        }
        for (String field : List.of("approvals", "staleApprovals", "report", "rerunComments", "hideDetails")) {
            if (form.optString(field).isEmpty()) {
                form.remove(field);
            }
        }
        return form;
    }
}
