package io.jenkins.plugins.mergeability.outputs;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.mergeability.config.StoredDataPage;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.Symbol;

/** The administrators' page of the outputs that the controller keeps. It can clear those of a repository. */
@Extension
@Symbol("mergeabilityOutputs")
public class OutputsLink extends StoredDataPage {

    public OutputsLink() {
        super("symbol-file-tray", "mergeability-outputs");
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.OutputsLink_displayName();
    }

    @Override
    public String getDescription() {
        return Messages.OutputsLink_description();
    }

    @Override
    public String getEmptyTitle() {
        return Messages.OutputsLink_emptyTitle();
    }

    @Override
    public String getEmptyText() {
        return Messages.OutputsLink_emptyText();
    }

    @Override
    protected List<StoredOutputs> rows() throws IOException {
        return ControllerOutputs.get().repositories();
    }

    @Override
    protected boolean clear(String id) throws IOException {
        return ControllerOutputs.get().clear(id);
    }

    @Override
    protected String unknown() {
        return Messages.OutputsLink_unknown();
    }
}
