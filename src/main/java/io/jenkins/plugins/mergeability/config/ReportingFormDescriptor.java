package io.jenkins.plugins.mergeability.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mergeability.engine.verdict.MergeRules;
import io.jenkins.plugins.mergeability.engine.verdict.MergeRules.Counting;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * The checks and choices of the form of {@link ReportingFields}. An empty field shows the value that is inherited instead,
 * and where that comes from.
 */
public abstract class ReportingFormDescriptor<T extends Describable<T>> extends Descriptor<T> {

    /** What holds where the form of an item sets nothing; the first takes precedence. */
    protected abstract List<ReportingSource> inherited(@CheckForNull Item item);

    /** The help of a field: that of {@link ReportingConfiguration}, unless the form has its own. */
    @Override
    public String getHelpFile(String fieldName) {
        String own = super.getHelpFile(fieldName);
        Descriptor<?> shared = Jenkins.get().getDescriptorOrDie(ReportingConfiguration.class);
        return own == null && shared != this ? shared.getHelpFile(fieldName) : own;
    }

    @POST
    public FormValidation doCheckContext(@AncestorInPath Item item, @QueryParameter String value) {
        String error = ConfigurationChecks.mayConfigure(item) ? ReportingFields.contextError(value) : null;
        return error == null
                ? text(item, value, ReportingOptions::context, Reporting.CONTEXT, Function.identity())
                : FormValidation.error(error);
    }

    @POST
    public FormValidation doCheckApprovals(@AncestorInPath Item item, @QueryParameter String value) {
        FormValidation number = ConfigurationChecks.mayConfigure(item)
                ? ConfigurationChecks.checkNumber(value, 0, true)
                : FormValidation.ok();
        return number.kind == FormValidation.Kind.OK
                ? text(item, value, ReportingOptions::approvals, MergeRules.DEFAULT.approvals(), String::valueOf)
                : number;
    }

    @POST
    public FormValidation doCheckBlockingLabels(@AncestorInPath Item item, @QueryParameter String value) {
        return text(item, value, ReportingOptions::blockingLabels, Set.<String>of(), ReportingFormDescriptor::names);
    }

    @POST
    public FormValidation doCheckApps(@AncestorInPath Item item, @QueryParameter String value) {
        return text(item, value, ReportingOptions::apps, Set.<String>of(), ReportingFormDescriptor::names);
    }

    @POST
    public ListBoxModel doFillReviewersItems(@AncestorInPath Item item) {
        return choices(
                item,
                ReportingOptions::reviewers,
                MergeRules.DEFAULT.counting(),
                List.of(Counting.WRITERS, Counting.OWNERS, Counting.EVERYBODY),
                value -> switch (value) {
                    case WRITERS -> Messages.ReportingConfiguration_writers();
                    case OWNERS -> Messages.ReportingConfiguration_owners();
                    case EVERYBODY -> Messages.ReportingConfiguration_everybody();
                });
    }

    @POST
    public ListBoxModel doFillStaleApprovalsItems(@AncestorInPath Item item) {
        return yesOrNo(item, ReportingOptions::staleApprovals);
    }

    @POST
    public ListBoxModel doFillCommentItems(@AncestorInPath Item item) {
        return choices(
                item,
                ReportingOptions::comment,
                CommentPolicy.OUTCOMES,
                List.of(CommentPolicy.ALWAYS, CommentPolicy.OUTCOMES, CommentPolicy.FAILURES, CommentPolicy.NEVER),
                value -> switch (value) {
                    case ALWAYS -> Messages.ReportingConfiguration_always();
                    case OUTCOMES -> Messages.ReportingConfiguration_outcomes();
                    case FAILURES -> Messages.ReportingConfiguration_failures();
                    case NEVER -> Messages.ReportingConfiguration_never();
                });
    }

    @POST
    public ListBoxModel doFillRerunCommentsItems(@AncestorInPath Item item) {
        return yesOrNo(item, ReportingOptions::rerunComments);
    }

    @POST
    public ListBoxModel doFillHideDetailsItems(@AncestorInPath Item item) {
        return yesOrNo(item, ReportingOptions::hideDetails);
    }

    @POST
    public ListBoxModel doFillReportItems(@AncestorInPath Item item) {
        return yesOrNo(item, ReportingOptions::report);
    }

    private ListBoxModel yesOrNo(@CheckForNull Item item, Function<ReportingOptions, Boolean> field) {
        return choices(item, field, false, List.of(true, false), InheritedText::yesOrNo);
    }

    private <V> ListBoxModel choices(
            @CheckForNull Item item,
            Function<ReportingOptions, V> field,
            V standard,
            List<V> values,
            Function<V, String> label) {
        if (!ConfigurationChecks.mayConfigure(item)) {
            return new ListBoxModel();
        }
        ListBoxModel items = new ListBoxModel();
        items.add(inheritedText(item, field, standard, label), "");
        values.forEach(value -> items.add(label.apply(value), value.toString().toLowerCase(Locale.ROOT)));
        return items;
    }

    private <V> FormValidation text(
            @CheckForNull Item item,
            @CheckForNull String value,
            Function<ReportingOptions, V> field,
            V standard,
            Function<V, String> label) {
        return Util.fixEmptyAndTrim(value) == null && ConfigurationChecks.mayConfigure(item)
                ? FormValidation.ok(inheritedText(item, field, standard, label))
                : FormValidation.ok();
    }

    private <V> String inheritedText(
            @CheckForNull Item item, Function<ReportingOptions, V> field, V standard, Function<V, String> label) {
        for (ReportingSource source : inherited(item)) {
            V value = field.apply(source.options());
            if (value != null) {
                return Messages.Inherited_from(label.apply(value), source.name());
            }
        }
        return Messages.Inherited_standard(label.apply(standard));
    }

    private static String names(Set<String> names) {
        return names.isEmpty() ? Messages.Inherited_none() : String.join(", ", names);
    }
}
