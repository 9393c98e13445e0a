package io.jenkins.plugins.mergeability.engine.outputs;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;

/** What restoring the outputs that a job needs has given. */
public sealed interface RestoreResult {

    /**
     * They are in place exactly.
     *
     * @param written how many files and links were written
     * @param removed how many surplus ones were removed or set aside
     * @param present how many were there already
     * @param setAside where that is now which was in the way and not this tool's
     * @param placed of each output the job it is of
     * @param changed the paths that were written or removed, or got another time
     */
    record Restored(
            int written,
            int removed,
            int present,
            List<Path> setAside,
            Map<String, JobKey> placed,
            NavigableSet<String> changed)
            implements RestoreResult {}

    /**
     * Some are no longer kept; the working tree is as it was. Damaged ones are removed from the store.
     *
     * @param reasons of each need that has to run again, why
     */
    record Missing(Map<NeededOutputs, String> reasons) implements RestoreResult {}

    /**
     * They cannot be in one working tree, which is as it was: the job that needs them fails.
     *
     * @param reason which two paths or jobs exclude each other
     */
    record Refused(String reason) implements RestoreResult {}
}
