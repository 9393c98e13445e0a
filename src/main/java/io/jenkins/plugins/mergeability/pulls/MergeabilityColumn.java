package io.jenkins.plugins.mergeability.pulls;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.views.ListViewColumn;
import hudson.views.ListViewColumnDescriptor;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A column of a list view: whether the pull request can be merged that a job builds. */
public final class MergeabilityColumn extends ListViewColumn {

    @DataBoundConstructor
    public MergeabilityColumn() {}

    /** What there is to show of an item; null if that is not a job of an open pull request. */
    @CheckForNull
    public PullRequestView of(Item item) {
        return PullRequestView.of(item).orElse(null);
    }

    /** What the column is called. */
    @Extension
    @Symbol("mergeabilityColumn")
    public static final class DescriptorImpl extends ListViewColumnDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.MergeabilityColumn_DisplayName();
        }

        @Override
        public boolean shownByDefault() {
            return false;
        }
    }
}
