package io.jenkins.plugins.mergeability.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The number of jobs with the same {@code limit} that may run at the same time. */
public final class LimitConfiguration implements Describable<LimitConfiguration> {

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

    static List<LimitConfiguration> requireDistinct(@CheckForNull List<LimitConfiguration> limits) {
        return ConfigurationChecks.requireDistinct("limits", limits, LimitConfiguration::getName);
    }

    static Map<String, Integer> byName(List<LimitConfiguration> configured) {
        Map<String, Integer> limits = new LinkedHashMap<>();
        configured.forEach(each -> limits.put(each.getName(), each.getSize()));
        return limits;
    }

    /** The form: its name, its checks and its choices. */
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
            return ConfigurationChecks.mayConfigure(item) ? ConfigurationChecks.checkName(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckSize(@AncestorInPath Item item, @QueryParameter String value) {
            return ConfigurationChecks.mayConfigure(item)
                    ? ConfigurationChecks.checkNumber(value, 1, false)
                    : FormValidation.ok();
        }
    }
}
