package io.jenkins.plugins.mergeability.engine.run.outputs;

import java.time.Instant;

/** A working tree of which git tracks nothing. */
class NothingTracked implements CheckedOutFiles {

    @Override
    public boolean tracked(String path) {
        return false;
    }

    @Override
    public boolean trackedBelow(String directory) {
        return false;
    }

    @Override
    public Instant newest() {
        return Instant.EPOCH;
    }
}
