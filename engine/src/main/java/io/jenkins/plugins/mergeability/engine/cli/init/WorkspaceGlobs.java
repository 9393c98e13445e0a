package io.jenkins.plugins.mergeability.engine.cli.init;

import io.jenkins.plugins.mergeability.engine.glob.ClaimIndex;
import java.util.ArrayList;
import java.util.List;

/** The directories that the globs of a workspace select. */
final class WorkspaceGlobs {

    private WorkspaceGlobs() {}

    /**
     * The directories below a workspace that have the manifest and that a glob selects.
     *
     * @param workspace the directory of the workspace
     * @param globs the globs, relative to the workspace; a leading {@code !} excludes
     * @param doubts takes a sentence for globs that cannot be used
     */
    static List<String> select(
            SourceTree tree, String workspace, List<String> globs, String manifest, List<String> doubts) {
        List<String> whole = new ArrayList<>();
        for (String glob : globs) {
            boolean negative = glob.startsWith("!");
            String plain = (negative ? glob.substring(1) : glob)
                    .replaceFirst("^(\\./)+", "")
                    .replaceFirst("/+$", "");
            if (!plain.isEmpty() && !plain.equals(".")) {
                whole.add((negative ? "!" : "") + plain + "/" + manifest);
            }
        }
        List<String> selected = new ArrayList<>();
        try {
            ClaimIndex index = ClaimIndex.of(List.of(whole), List.of("**/node_modules/**"));
            for (String directory : tree.directoriesWith(manifest)) {
                if (!directory.equals(workspace) && SourceTree.isWithin(directory, workspace)) {
                    String below = workspace.equals(".") ? directory : directory.substring(workspace.length() + 1);
                    if (index.claims(below + "/" + manifest).length > 0) {
                        selected.add(directory);
                    }
                }
            }
        } catch (IllegalArgumentException e) {
            doubts.add("the workspace in " + workspace + " has a glob that was not understood: " + e.getMessage());
        }
        return selected;
    }
}
