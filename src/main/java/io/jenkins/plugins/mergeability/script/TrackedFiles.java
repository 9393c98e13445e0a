package io.jenkins.plugins.mergeability.script;

import java.util.List;

/**
 * The tracked files that differ from the commit after a job.
 *
 * @param count how many do, 0 if git could not say
 * @param names the first of them, quoted as git does
 */
public record TrackedFiles(int count, List<String> names) {
    public TrackedFiles {
        names = List.copyOf(names);
    }
}
