package io.jenkins.plugins.mergeability.proofs;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.mergeability.config.StoredDataPage;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.Symbol;

/** The administrators' page of the repositories with proofs. It can clear their proofs. */
@Extension
@Symbol("mergeabilityProofs")
public class ProofsLink extends StoredDataPage {

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

    @Override
    protected boolean clear(String id) throws IOException {
        return ControllerProofStores.get().clear(id);
    }

    @Override
    protected String unknown() {
        return Messages.ProofsLink_unknown();
    }
}
