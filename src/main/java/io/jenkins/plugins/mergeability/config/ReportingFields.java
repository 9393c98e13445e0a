package io.jenkins.plugins.mergeability.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Failure;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mergeability.engine.verdict.MergeRules.Counting;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import net.sf.json.JSONObject;

/**
 * The fields that the configuration, the trait of a branch source and the step have in common: what people wrote in them,
 * what that means, and what their forms need.
 */
public final class ReportingFields implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The names of the fields, which have the same help wherever they are. */
    public static final List<String> NAMES =
            List.of("context", "approvals", "reviewers", "staleApprovals", "blockingLabels", "comment");

    private static final int LONGEST_CONTEXT = 100;

    private String context;
    private Integer approvals;
    private String reviewers;
    private Boolean staleApprovals;
    private String blockingLabels;
    private String comment;

    @CheckForNull
    public String getContext() {
        return context;
    }

    public void setContext(@CheckForNull String value) {
        String problem = contextProblem(value);
        if (problem != null) {
            throw new Failure(problem);
        }
        context = Util.fixEmptyAndTrim(value);
    }

    @CheckForNull
    public Integer getApprovals() {
        return approvals;
    }

    public void setApprovals(@CheckForNull Integer value) {
        approvals = value == null ? null : Integer.valueOf(ConfigurationChecks.requireNumber("approvals", value, 0));
    }

    @CheckForNull
    public String getReviewers() {
        return reviewers;
    }

    public void setReviewers(@CheckForNull String value) {
        reviewers = choice(value, "reviewers", "everybody", "writers", "owners");
    }

    @CheckForNull
    public Boolean getStaleApprovals() {
        return staleApprovals;
    }

    public void setStaleApprovals(@CheckForNull Boolean value) {
        staleApprovals = value;
    }

    @CheckForNull
    public String getBlockingLabels() {
        return blockingLabels;
    }

    public void setBlockingLabels(@CheckForNull String value) {
        blockingLabels = Util.fixEmptyAndTrim(value);
    }

    @CheckForNull
    public String getComment() {
        return comment;
    }

    public void setComment(@CheckForNull String value) {
        comment = choice(value, "comment", "always", "failures", "never");
    }

    /** What all this means. */
    public ReportingOptions options(@CheckForNull Boolean report) {
        return new ReportingOptions(
                context,
                approvals,
                reviewers == null ? null : Counting.valueOf(reviewers.toUpperCase(Locale.ROOT)),
                staleApprovals,
                blockingLabels == null ? null : labels(blockingLabels),
                comment == null ? null : CommentPolicy.valueOf(comment.toUpperCase(Locale.ROOT)),
                report);
    }

    private static Set<String> labels(String list) {
        Set<String> labels = new TreeSet<>();
        for (String label : list.split(",")) {
            if (!label.isBlank()) {
                labels.add(label.strip());
            }
        }
        return labels;
    }

    @CheckForNull
    private static String choice(@CheckForNull String value, String field, String... choices) {
        String chosen = Util.fixEmptyAndTrim(value);
        if (chosen != null && !List.of(choices).contains(chosen)) {
            throw new Failure(Messages.ReportingFields_noChoice(field, chosen, String.join(", ", choices)));
        }
        return chosen;
    }

    @CheckForNull
    private static String contextProblem(@CheckForNull String value) {
        String context = Util.fixEmptyAndTrim(value);
        if (context == null) {
            return null;
        }
        // GitHub refuses what it calls 4-byte Unicode.
        boolean printable =
                context.codePoints().noneMatch(c -> Character.isISOControl(c) || Character.isSupplementaryCodePoint(c));
        return printable && context.length() <= LONGEST_CONTEXT
                ? null
                : Messages.ReportingFields_contextInvalid(LONGEST_CONTEXT);
    }

    /** Says what is wrong with a context. */
    public static FormValidation checkContext(@CheckForNull Item item, @CheckForNull String value) {
        String problem = ConfigurationChecks.allowed(item) ? contextProblem(value) : null;
        return problem == null ? FormValidation.ok() : FormValidation.error(problem);
    }

    /** Says what is wrong with a number of approvals. */
    public static FormValidation checkApprovals(@CheckForNull Item item, @CheckForNull String value) {
        return ConfigurationChecks.allowed(item) ? ConfigurationChecks.number(value, 0, true) : FormValidation.ok();
    }

    /** Whose reviews may count. */
    public static ListBoxModel reviewers(@CheckForNull Item item) {
        ListBoxModel items = undecided(item);
        if (ConfigurationChecks.allowed(item)) {
            items.add(Messages.ReportingFields_everybody(), "everybody");
            items.add(Messages.ReportingFields_writers(), "writers");
            items.add(Messages.ReportingFields_owners(), "owners");
        }
        return items;
    }

    /** Yes or no. */
    public static ListBoxModel yesOrNo(@CheckForNull Item item) {
        ListBoxModel items = undecided(item);
        if (ConfigurationChecks.allowed(item)) {
            items.add(Messages.MergeabilityFolderProperty_yes(), "true");
            items.add(Messages.MergeabilityFolderProperty_no(), "false");
        }
        return items;
    }

    /** When there may be comments. */
    public static ListBoxModel comments(@CheckForNull Item item) {
        ListBoxModel items = undecided(item);
        if (ConfigurationChecks.allowed(item)) {
            items.add(Messages.ReportingFields_always(), "always");
            items.add(Messages.ReportingFields_failures(), "failures");
            items.add(Messages.ReportingFields_never(), "never");
        }
        return items;
    }

    private static ListBoxModel undecided(@CheckForNull Item item) {
        ListBoxModel items = new ListBoxModel();
        if (ConfigurationChecks.allowed(item)) {
            items.add(Messages.ReportingFields_asAround(), "");
        }
        return items;
    }

    /** The form without what was left empty in it, which would be taken for no or for 0. */
    public static JSONObject filledIn(@CheckForNull JSONObject form) {
        if (form == null) {
            return new JSONObject();
        }
        for (String field : List.of("approvals", "staleApprovals", "report")) {
            if (form.optString(field).isEmpty()) {
                form.remove(field);
            }
        }
        return form;
    }
}
