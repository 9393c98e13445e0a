package io.jenkins.plugins.mergeability.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AutoCompletionCandidates;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Failure;
import hudson.model.Item;
import hudson.model.labels.LabelExpression;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mergeability.engine.map.Shell;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The configuration of a platform. */
public final class PlatformConfiguration implements Describable<PlatformConfiguration> {

    private static final String NO_SHELL = "none";
    private static final String BAT = "bat";

    private final String name;
    private String label;
    private Shell shell;
    private String fingerprint;
    private boolean informational;

    @DataBoundConstructor
    public PlatformConfiguration(String name) {
        this.name = ConfigurationChecks.requireName(name);
    }

    public String getName() {
        return name;
    }

    /** The label of its agents; null for the name of the platform. */
    @CheckForNull
    public String getLabel() {
        return label;
    }

    @DataBoundSetter
    public void setLabel(@CheckForNull String label) {
        this.label = Util.fixEmptyAndTrim(label);
    }

    /** The name of the shell as in a component map; null for the default of the agent's operating system. */
    @CheckForNull
    public String getShell() {
        return shell == null ? null : shell.text();
    }

    @DataBoundSetter
    public void setShell(@CheckForNull String shell) {
        this.shell = shell(Util.fixEmptyAndTrim(shell));
    }

    @CheckForNull
    public String getFingerprint() {
        return fingerprint;
    }

    @DataBoundSetter
    public void setFingerprint(@CheckForNull String fingerprint) {
        this.fingerprint = Util.fixEmptyAndTrim(fingerprint);
    }

    public boolean isInformational() {
        return informational;
    }

    @DataBoundSetter
    public void setInformational(boolean informational) {
        this.informational = informational;
    }

    Platform platform() {
        return new Platform(
                name,
                label == null ? name : label,
                Optional.ofNullable(shell),
                fingerprint == null ? "" : fingerprint,
                informational);
    }

    static List<PlatformConfiguration> requireDistinct(@CheckForNull List<PlatformConfiguration> platforms) {
        return ConfigurationChecks.requireDistinct("platforms", platforms, PlatformConfiguration::getName);
    }

    static Map<String, Platform> byName(List<PlatformConfiguration> configured) {
        Map<String, Platform> platforms = new LinkedHashMap<>();
        configured.forEach(each -> platforms.put(each.getName(), each.platform()));
        return platforms;
    }

    private Shell shell(@CheckForNull String text) {
        if (text == null || text.equalsIgnoreCase(NO_SHELL)) {
            return null;
        }
        for (Shell known : Shell.values()) {
            if (known.text().equalsIgnoreCase(text)) {
                return known;
            }
        }
        if (text.toLowerCase(Locale.ROOT).equals(BAT)) {
            return Shell.CMD;
        }
        throw new Failure(Messages.PlatformConfiguration_shellUnknown(name, text));
    }

    /** The form: its name, its checks and its choices. */
    @Extension
    @Symbol("mergeabilityPlatform")
    public static final class DescriptorImpl extends Descriptor<PlatformConfiguration> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.PlatformConfiguration_displayName();
        }

        @POST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            return ConfigurationChecks.mayConfigure(item) ? ConfigurationChecks.checkName(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckLabel(@AncestorInPath Item item, @QueryParameter String value) {
            return ConfigurationChecks.mayConfigure(item) ? LabelExpression.validate(value, item) : FormValidation.ok();
        }

        @POST
        public ListBoxModel doFillShellItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            if (ConfigurationChecks.mayConfigure(item)) {
                items.add(Messages.PlatformConfiguration_shellDefault(), NO_SHELL);
                items.add(Messages.PlatformConfiguration_shellSh(), Shell.SH.text());
                items.add(Messages.PlatformConfiguration_shellBash(), Shell.BASH.text());
                items.add(Messages.PlatformConfiguration_shellPwsh(), Shell.PWSH.text());
                items.add(Messages.PlatformConfiguration_shellCmd(), Shell.CMD.text());
            }
            return items;
        }

        @POST
        public AutoCompletionCandidates doAutoCompleteLabel(@AncestorInPath Item item, @QueryParameter String value) {
            return ConfigurationChecks.mayConfigure(item)
                    ? LabelExpression.autoComplete(value)
                    : new AutoCompletionCandidates();
        }
    }
}
