package io.jenkins.plugins.mergeability.proofs;

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

/** The administrators' page of the repositories with proofs. It can clear their proofs. */
@Extension
@Symbol("mergeabilityProofs")
public class ProofsLink extends AdministratorPage {

    public ProofsLink() {
        super("symbol-ribbon", "mergeability-proofs");
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.ProofsLink_displayName();
    }

    @Override
    public String getDescription() {
        return Messages.ProofsLink_description();
    }

    @Override
    public String getEmptyTitle() {
        return Messages.ProofsLink_emptyTitle();
    }

    @Override
    public String getEmptyText() {
        return Messages.ProofsLink_emptyText();
    }

    @Override
    protected List<StoredRepository> rows() throws IOException {
        return ControllerProofStores.get().repositories();
    }

    /** The time since an instant, for people. */
    public String ago(Instant time) {
        return timeSpan(time, Instant.now());
    }

    /** A number of bytes, for people. */
    public String byteSize(long bytes) {
        return Functions.humanReadableByteSize(bytes);
    }

    /** Deletes all proofs of a repository. */
    @POST
    public HttpResponse doClear(@QueryParameter String id) throws IOException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        if (!ControllerProofStores.get().clear(id)) {
            throw new Failure(Messages.ProofsLink_unknown());
        }
        return HttpResponses.redirectToDot();
    }
}
