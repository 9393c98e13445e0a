package io.jenkins.plugins.mergeability.record;

import hudson.model.Run;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayCause;

/** Recognizes builds whose script may differ from that of the repository. */
public final class Replays {

    private Replays() {}

    /**
     * Whether the script or a library of a build may have been edited, in it or in the build that it repeats. A rebuild, and
     * with it <i>Re-run failed</i>, has the script of the build that it repeats.
     */
    public static boolean isReplay(Run<?, ?> run) {
        ReplayCause replay = run.getCause(ReplayCause.class);
        if (replay == null) {
            return false;
        }
        Run<?, ?> original = replay.getOriginal();
        return !replay.isRebuilt() || original == null || isReplay(original);
    }
}
