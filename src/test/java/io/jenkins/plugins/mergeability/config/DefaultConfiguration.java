package io.jenkins.plugins.mergeability.config;

import hudson.XmlFile;
import java.io.File;
import java.io.IOException;
import jenkins.model.Jenkins;

/** The configuration of the plugin on a new controller. */
public final class DefaultConfiguration {

    private DefaultConfiguration() {}

    /** Restores the configuration of the plugin that a new controller has. */
    public static void restore() throws IOException {
        MergeabilityConfiguration configuration = MergeabilityConfiguration.get();
        new XmlFile(new File(Jenkins.get().getRootDir(), configuration.getId() + ".xml")).delete();
        MergeabilityConfiguration defaults = new MergeabilityConfiguration();
        configuration.setPlatforms(defaults.getPlatforms());
        configuration.setLimits(defaults.getLimits());
        configuration.setAgent(defaults.getAgent());
        configuration.setBranchesUpTo(defaults.getBranchesUpTo());
        configuration.setMaxParallel(defaults.getMaxParallel());
        configuration.setMaxParallelOnController(defaults.getMaxParallelOnController());
        configuration.setProofs(defaults.isProofs());
        configuration.setProofDays(defaults.getProofDays());
        configuration.setOutputGigabytes(defaults.getOutputGigabytes());
        configuration.setOutputDays(defaults.getOutputDays());
        configuration.setPrimaryBranches(defaults.getPrimaryBranches());
        configuration.setBranchProofs(defaults.isBranchProofs());
        configuration.setAbortSuperseded(defaults.isAbortSuperseded());
        configuration.setReporting(defaults.getReporting());
    }
}
