package io.jenkins.plugins.mergeability.pulls;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.views.ListViewColumn;
import hudson.views.ListViewColumnDescriptor;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A list view column that shows whether the pull request of a job can be merged. */
public final class MergeabilityColumn extends ListViewColumn {

    @DataBoundConstructor
    public MergeabilityColumn() {}

    /** The pull request of an item; null if the item does not build an open one. */
    @CheckForNull
    public PullRequestView of(Item item) {
        return PullRequestView.of(item).orElse(null);
    }

    /** The descriptor. */
    @Extension
    @Symbol("mergeabilityColumn")
    public static final class DescriptorImpl extends ListViewColumnDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.MergeabilityColumn_displayName();
        }

        @Override
        public boolean shownByDefault() {
            return false;
        }
    }
}
