package io.jenkins.plugins.mergeability.reporting.forms;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Item;
import io.jenkins.plugins.mergeability.config.ReportingFormDescriptor;
import io.jenkins.plugins.mergeability.config.ReportingSource;
import io.jenkins.plugins.mergeability.reporting.ReportingResolver;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The form of the step: what it leaves empty comes from the branch source, the folders and the controller. */
@Restricted(NoExternalUse.class)
public final class StepForm implements Describable<StepForm> {

    private StepForm() {}

    /** The checks and choices. */
    @Extension
    public static final class DescriptorImpl extends ReportingFormDescriptor<StepForm> {

        @Override
        protected List<ReportingSource> inherited(@CheckForNull Item item) {
            return ReportingResolver.sources(item);
        }
    }
}
