package io.jenkins.plugins.mergeability.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.Optional;
import java.util.function.Function;

/** What the form of a folder shows for a setting that it leaves to its parents. */
final class InheritedText {

    private InheritedText() {}

    static String yesOrNo(boolean value) {
        return value ? Messages.MergeabilityFolderProperty_yes() : Messages.MergeabilityFolderProperty_no();
    }

    /** A number of jobs of which 0 means as many as there are agents. */
    static String limit(int value) {
        return value == 0 ? Messages.Inherited_unlimited() : String.valueOf(value);
    }

    /** A text that may be empty. */
    static String text(@CheckForNull String value) {
        return value == null || value.isEmpty() ? Messages.Inherited_none() : value;
    }

    /** The label of agents; none means any. */
    static String label(@CheckForNull String value) {
        return value == null || value.isEmpty() ? Messages.Inherited_anyAgent() : value;
    }

    /** The choices of a folder's setting: inherited, with the value that is, yes and no. */
    static ListBoxModel choices(
            @CheckForNull Item item, Function<MergeabilityFolderProperty, Boolean> field, boolean ofController) {
        return ConfigurationChecks.choices(
                item,
                of(item, field, ofController, InheritedText::yesOrNo),
                new ListBoxModel.Option(yesOrNo(true), "true"),
                new ListBoxModel.Option(yesOrNo(false), "false"));
    }

    /** The choices of a setting that only folders have: inherited from one of them, or the default. */
    static ListBoxModel choicesOfFolders(
            @CheckForNull Item item, Function<MergeabilityFolderProperty, Boolean> field, boolean standard) {
        return ConfigurationChecks.choices(
                item,
                ofFolders(item, field, InheritedText::yesOrNo)
                        .orElseGet(() -> Messages.Inherited_standard(yesOrNo(standard))),
                new ListBoxModel.Option(yesOrNo(true), "true"),
                new ListBoxModel.Option(yesOrNo(false), "false"));
    }

    /** The message below a folder's field that is valid: what is inherited, if the field is empty. */
    static <V> FormValidation below(
            @CheckForNull Item item,
            @CheckForNull String value,
            Function<MergeabilityFolderProperty, V> field,
            V ofController,
            Function<V, String> label) {
        return Util.fixEmptyAndTrim(value) == null
                ? FormValidation.ok(of(item, field, ofController, label))
                : FormValidation.ok();
    }

    private static <V> String of(
            @CheckForNull Item item,
            Function<MergeabilityFolderProperty, V> field,
            @CheckForNull V ofController,
            Function<V, String> label) {
        return ofFolders(item, field, label)
                .orElseGet(() -> Messages.Inherited_from(label.apply(ofController), Messages.Inherited_controller()));
    }

    /** The value of the nearest folder that has one. */
    private static <V> Optional<String> ofFolders(
            @CheckForNull Item item, Function<MergeabilityFolderProperty, V> field, Function<V, String> label) {
        for (FolderSettings folder : FolderSettings.around(item)) {
            V value = field.apply(folder.property());
            if (value != null) {
                return Optional.of(Messages.Inherited_from(label.apply(value), folder.folder()));
            }
        }
        return Optional.empty();
    }
}
