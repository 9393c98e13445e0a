package io.jenkins.plugins.mergeability;

import hudson.model.TopLevelItem;
import io.jenkins.plugins.mergeability.config.DefaultConfiguration;
import java.util.List;
import org.jvnet.hudson.test.JenkinsRule;

/** For classes of tests whose tests share a controller: starting one takes longer than most tests. */
public final class SharedControllers {

    private SharedControllers() {}

    /** Deletes all items, disables security and restores the configuration of the plugin, after a test. */
    public static void reset(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.disableSecurity();
        jenkins.waitUntilNoActivity();
        for (TopLevelItem item : List.copyOf(jenkins.jenkins.getItems())) {
            item.delete();
        }
        DefaultConfiguration.restore();
    }
}
