package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.outputs.disk.FileStat;
import java.util.Map;

/**
 * What a verification of outputs in a working tree has found.
 *
 * @param unchanged whether every output is what it was; files beside them do not count
 * @param exact whether that is so, and nothing else matches their globs
 * @param times when the outputs were modified
 */
public record InPlace(boolean unchanged, boolean exact, ModificationTimes times) {

    /** Outputs that are there exactly. */
    static InPlace exactly(Map<String, FileStat> files) {
        return new InPlace(true, true, ModificationTimes.of(files.values()));
    }
}
