package io.jenkins.plugins.mergeability.outputs;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Functions;
import hudson.model.Failure;
import io.jenkins.plugins.mergeability.config.AdministratorPage;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The administrators' page of the outputs that the controller keeps. It can clear those of a repository. */
@Extension
@Symbol("mergeabilityOutputs")
public class OutputsLink extends AdministratorPage {

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

    /** The time since an instant, for people. */
    public String ago(Instant time) {
        return timeSpan(time, Instant.now());
    }

    /** A number of bytes, for people. */
    public String byteSize(long bytes) {
        return Functions.humanReadableByteSize(bytes);
    }

    /** Deletes all outputs of a repository. */
    @POST
    public HttpResponse doClear(@QueryParameter String id) throws IOException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        if (!ControllerOutputs.get().clear(id)) {
            throw new Failure(Messages.OutputsLink_unknown());
        }
        return HttpResponses.redirectToDot();
    }
}
