package io.jenkins.plugins.mergeability.reporting.pages;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import io.jenkins.plugins.mergeability.reporting.RequiredContexts;
import java.util.List;
import org.jenkinsci.Symbol;

/** Warns administrators about contexts that are reported to GitHub, but without which pull requests can be merged. */
@Extension
@Symbol("mergeabilityRequiredContexts")
public final class RequiredContextMonitor extends AdministrativeMonitor {

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.RequiredContextMonitor_displayName();
    }

    @Override
    public boolean isActivated() {
        return !getUnrequired().isEmpty();
    }

    /** The contexts, sorted by project. */
    public List<RequiredContexts.Unrequired> getUnrequired() {
        return RequiredContexts.get().unrequired();
    }
}
