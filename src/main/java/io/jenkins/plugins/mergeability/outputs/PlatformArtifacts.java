package io.jenkins.plugins.mergeability.outputs;

import hudson.AbortException;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.BuildListener;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import jenkins.util.BuildListenerAdapter;

/** Archives the artifacts of a job that runs on several platforms, each platform's in a directory of its own. */
public final class PlatformArtifacts {

    private PlatformArtifacts() {}

    /**
     * Archives what matches in a workspace.
     *
     * @param included Ant patterns with commas between them
     * @param excluded Ant patterns with commas between them, or empty
     * @throws AbortException if nothing matches
     */
    public static void archive(
            Run<?, ?> run,
            JobKey job,
            FilePath workspace,
            Launcher launcher,
            TaskListener listener,
            String included,
            String excluded)
            throws IOException, InterruptedException {
        String directory = job.platform().orElseThrow();
        Map<String, String> artifacts = new TreeMap<>();
        int length = workspace.getRemote().length() + 1;
        for (FilePath file : workspace.list(included, excluded.isEmpty() ? null : excluded, false)) {
            String path = file.getRemote().substring(length).replace('\\', '/');
            artifacts.put(directory + "/" + path, path);
        }
        if (artifacts.isEmpty()) {
            throw new AbortException("No artifacts found that match the file pattern \"" + included + "\"");
        }
        listener.getLogger().println("Archiving " + artifacts.size() + " artifacts below " + directory + "/");
        BuildListener build = new BuildListenerAdapter(listener);
        run.pickArtifactManager().archive(workspace, launcher, build, artifacts);
    }
}
