package io.jenkins.plugins.mergeability.config;

import hudson.Functions;
import hudson.model.Failure;
import java.io.IOException;
import java.time.Instant;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A page of what the controller stores for repositories. It can clear what it stores for one. */
@Restricted(NoExternalUse.class)
public abstract class StoredDataPage extends AdministratorPage {

    protected StoredDataPage(String icon, String urlName) {
        super(icon, urlName);
    }

    /**
     * Deletes what is stored for a repository.
     *
     * @return whether anything was stored under this ID
     * @throws IOException if a file could not be deleted
     */
    protected abstract boolean clear(String id) throws IOException;

    /** The error for an ID under which nothing is stored. */
    protected abstract String unknown();

    /** The time since an instant, for people. */
    public final String ago(Instant time) {
        return timeSpan(time, Instant.now());
    }

    /** A number of bytes, for people. */
    public final String byteSize(long bytes) {
        return Functions.humanReadableByteSize(bytes);
    }

    /** Deletes what is stored for a repository. */
    @POST
    public final HttpResponse doClear(@QueryParameter String id) throws IOException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        if (!clear(id)) {
            throw new Failure(unknown());
        }
        return HttpResponses.redirectToDot();
    }
}
