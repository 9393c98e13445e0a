package io.jenkins.plugins.mergeability.environment;

import hudson.Extension;
import io.jenkins.plugins.mergeability.engine.proof.OutputDigest;
import io.jenkins.plugins.mergeability.outputs.PinnedOutputs;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps the outputs of what waits in environments, is live there, or may be returned to. */
@Extension
public final class PinnedReleases implements PinnedOutputs {

    private static final Logger LOGGER = Logger.getLogger(PinnedReleases.class.getName());

    /** Longer than any soak: every release that was verified counts as one that may be returned to. */
    private static final Duration EVER = Duration.ofDays(36_500);

    @Override
    public Set<OutputDigest> pinned() throws IOException {
        Set<OutputDigest> pinned = new TreeSet<>();
        for (EnvironmentJob environment : EnvironmentJob.all()) {
            pinned.addAll(environment.record().pinned(Instant.now(), soak(environment)));
        }
        return pinned;
    }

    /** How long releases soak; for ever while the map at the tip of the branch cannot be read. */
    private static Duration soak(EnvironmentJob environment) {
        if (!new BranchMirror(environment).exists()) {
            return Duration.ZERO;
        }
        try (OpenEnvironment open = OpenEnvironment.of(environment)) {
            return open.soak();
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.FINE, "the soak of " + environment.job().getFullName() + " is not known", e);
            return EVER;
        }
    }
}
