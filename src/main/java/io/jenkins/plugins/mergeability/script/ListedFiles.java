package io.jenkins.plugins.mergeability.script;

import java.util.List;

/**
 * Files of a workspace that a script lists.
 *
 * @param count how many there are, 0 if the script could not determine it
 * @param names the first of them, quoted as git does; if the script could not determine them, the reason
 */
public record ListedFiles(int count, List<String> names) {
    public ListedFiles {
        names = List.copyOf(names);
    }
}
