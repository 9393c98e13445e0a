package io.jenkins.plugins.mergeability.proofs;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Functions;
import hudson.Util;
import hudson.model.Failure;
import hudson.model.ManagementLink;
import hudson.security.Permission;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The page on which administrators see of which repositories proofs are kept, and clear them. */
@Extension
@Symbol("mergeabilityProofs")
public class ProofsLink extends ManagementLink {

    @Override
    public String getIconFileName() {
        return "symbol-ribbon";
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
    public String getUrlName() {
        return "mergeability-proofs";
    }

    @NonNull
    @Override
    public Permission getRequiredPermission() {
        return Jenkins.SYSTEM_READ;
    }

    @NonNull
    @Override
    public Category getCategory() {
        return Category.STATUS;
    }

    /** What the page lists. */
    public List<StoredRepository> getRepositories() throws IOException {
        Jenkins.get().checkPermission(Jenkins.SYSTEM_READ);
        return ControllerProofStores.get().repositories();
    }

    /** How long ago that was, in words. */
    public String ago(Instant time) {
        return Util.getTimeSpanString(Math.max(0, Instant.now().toEpochMilli() - time.toEpochMilli()));
    }

    /** So many bytes, in words. */
    public String inWords(long bytes) {
        return Functions.humanReadableByteSize(bytes);
    }

    /** Forgets all that is known of a repository. */
    @POST
    public HttpResponse doClear(@QueryParameter String id) throws IOException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        if (!ControllerProofStores.get().clear(id)) {
            throw new Failure(Messages.ProofsLink_unknown());
        }
        return HttpResponses.redirectToDot();
    }
}
