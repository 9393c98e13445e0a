package io.jenkins.plugins.mergeability.view;

import io.jenkins.plugins.mergeability.record.FoundOutputs;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The outputs of a needed job that a job found in place. */
@ExportedBean(defaultVisibility = 5)
public final class FoundOutputsView {

    private final FoundOutputs outputs;
    private final ViewContext context;

    FoundOutputsView(FoundOutputs outputs, ViewContext context) {
        this.outputs = outputs;
        this.context = context;
    }

    /** The needed job, such as {@code lib/compile}. */
    @Exported
    public String getJob() {
        return outputs.job();
    }

    /** The digest of the outputs, in hexadecimal. */
    @Exported
    public String getDigest() {
        return outputs.digest();
    }

    /** The build that made them, by URL or id. */
    @Exported
    public String getBuild() {
        return outputs.build();
    }

    /** The link to another build that made them; null for outputs of this build. */
    public BuildLink getLink() {
        return context.isThisBuild(outputs.build()) ? null : context.link(outputs.build());
    }
}
