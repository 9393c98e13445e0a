package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.JobRef;

/**
 * The state that a change starts from.
 *
 * @param map the component map there
 * @param files the digests of the files there, by that map
 */
public record BaseState(ComponentMap map, FileDigests files) {

    /** The digests of the files there, with those that git ignores as they are now: they have no history. */
    FileDigests withLocalFilesOf(FileDigests now) {
        return new FileDigests() {
            @Override
            public byte[] claimedBy(int component) {
                return files.claimedBy(component);
            }

            @Override
            public byte[] unclaimed() {
                return files.unclaimed();
            }

            @Override
            public byte[] selectedBy(int selector) {
                return files.selectedBy(selector);
            }

            @Override
            public byte[] locked(int component) {
                return files.locked(component);
            }

            @Override
            public byte[] lockedExports(int component) {
                return files.lockedExports(component);
            }

            @Override
            public byte[] local(JobRef job) {
                return now.local(job);
            }
        };
    }
}
