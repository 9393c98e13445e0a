package io.jenkins.plugins.mergeability.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.AutoCompletionCandidates;
import hudson.model.Descriptor;
import hudson.model.Failure;
import hudson.model.Item;
import hudson.model.labels.LabelExpression;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mergeability.engine.map.Shell;
import java.util.Locale;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A platform as people configure it. */
public final class PlatformConfiguration extends AbstractDescribableImpl<PlatformConfiguration> {

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

    /** The label of its agents; null if that is its name. */
    @CheckForNull
    public String getLabel() {
        return label;
    }

    @DataBoundSetter
    public void setLabel(@CheckForNull String label) {
        this.label = Util.fixEmptyAndTrim(label);
    }

    /** The name of its shell as in a map; null if the agent's system decides. */
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

    /** What the form needs. */
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
            return ConfigurationChecks.allowed(item) ? ConfigurationChecks.name(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckLabel(@AncestorInPath Item item, @QueryParameter String value) {
            return ConfigurationChecks.allowed(item) ? LabelExpression.validate(value, item) : FormValidation.ok();
        }

        @POST
        public ListBoxModel doFillShellItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            if (ConfigurationChecks.allowed(item)) {
                items.add(Messages.PlatformConfiguration_shellUsual(), NO_SHELL);
                items.add(Messages.PlatformConfiguration_shellSh(), Shell.SH.text());
                items.add(Messages.PlatformConfiguration_shellBash(), Shell.BASH.text());
                items.add(Messages.PlatformConfiguration_shellPwsh(), Shell.PWSH.text());
                items.add(Messages.PlatformConfiguration_shellCmd(), Shell.CMD.text());
            }
            return items;
        }

        @POST
        public AutoCompletionCandidates doAutoCompleteLabel(@AncestorInPath Item item, @QueryParameter String value) {
            return ConfigurationChecks.allowed(item) ? LabelExpression.autoComplete(value) : new AutoCompletionCandidates();
        }
    }
}
