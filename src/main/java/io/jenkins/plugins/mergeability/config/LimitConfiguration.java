package io.jenkins.plugins.mergeability.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** How many jobs that name the same {@code limit} may run at a time. */
public final class LimitConfiguration extends AbstractDescribableImpl<LimitConfiguration> {

    private final String name;
    private final int size;

    @DataBoundConstructor
    public LimitConfiguration(String name, int size) {
        this.name = ConfigurationChecks.requireName(name);
        this.size = ConfigurationChecks.requireNumber(Messages.LimitConfiguration_sizeOf(name), size, 1);
    }

    public String getName() {
        return name;
    }

    public int getSize() {
        return size;
    }

    /** What the form needs. */
    @Extension
    @Symbol("mergeabilityLimit")
    public static final class DescriptorImpl extends Descriptor<LimitConfiguration> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.LimitConfiguration_displayName();
        }

        @POST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            return ConfigurationChecks.allowed(item) ? ConfigurationChecks.name(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckSize(@AncestorInPath Item item, @QueryParameter String value) {
            return ConfigurationChecks.allowed(item) ? ConfigurationChecks.number(value, 1, false) : FormValidation.ok();
        }
    }
}
