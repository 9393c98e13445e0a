package io.jenkins.plugins.mergeability.reporting.forms;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Item;
import io.jenkins.plugins.mergeability.config.Reporting;
import io.jenkins.plugins.mergeability.config.ReportingFormDescriptor;
import io.jenkins.plugins.mergeability.config.ReportingSource;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The form of a branch source: what it leaves empty comes from the project, the folders around it and the controller. */
@Restricted(NoExternalUse.class)
public final class SourceForm implements Describable<SourceForm> {

    private SourceForm() {}

    /** The checks and choices. */
    @Extension
    public static final class DescriptorImpl extends ReportingFormDescriptor<SourceForm> {

        @Override
        protected List<ReportingSource> inherited(@CheckForNull Item item) {
            return Reporting.sources(item);
        }
    }
}
