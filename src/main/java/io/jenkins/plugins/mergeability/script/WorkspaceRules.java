package io.jenkins.plugins.mergeability.script;

import java.util.List;

/**
 * What a job finds in a workspace of an agent.
 *
 * @param taking identifies the time for which the branch of the pipeline has the agent; another one means that anything may
 *     have happened in the workspace since
 * @param sparse whether the SCM checks out only a part of the files
 * @param submodules whether the SCM checks out submodules
 * @param sparesFound whether nothing is removed that is there when the taking begins. If there is anything, the workspace is
 *     left as it is, and the script lists it
 * @param removes whether what other jobs left is removed; otherwise only tracked files are put back
 * @param kept what survives in it
 * @param spared patterns, in the syntax of {@code .gitignore}, of the outputs of needed jobs
 */
public record WorkspaceRules(
        String taking,
        boolean sparse,
        boolean submodules,
        boolean sparesFound,
        boolean removes,
        List<Kept> kept,
        List<String> spared) {

    /**
     * Files that survive while others are the same.
     *
     * @param id identifies this declaration
     * @param patterns patterns, in the syntax of {@code .gitignore}, of the files
     * @param whileSame pathspecs of the others; empty to keep the files always
     */
    public record Kept(String id, List<String> patterns, List<String> whileSame) {
        public Kept {
            patterns = List.copyOf(patterns);
            whileSame = List.copyOf(whileSame);
        }
    }

    public WorkspaceRules {
        kept = List.copyOf(kept);
        spared = List.copyOf(spared);
    }
}
