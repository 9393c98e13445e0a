package io.jenkins.plugins.mergeability.engine.cli.init;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A package of a repository, as its manifest describes it.
 *
 * @param name its name
 * @param root its directory relative to the repository, {@code .} for the top
 * @param paths globs of its files below its root; empty for all
 * @param uses the roots of the packages that it is built from
 * @param testUses the roots of the packages that only its tests and tools use
 * @param missing the jobs of its kind that it does not have
 * @param outputs globs of what jobs of its kind leave below its root, where that is known
 */
record FoundPackage(
        String name,
        String root,
        List<String> paths,
        Set<String> uses,
        Set<String> testUses,
        Set<String> missing,
        Map<String, List<String>> outputs) {

    FoundPackage(
            String name, String root, List<String> paths, Set<String> uses, Set<String> testUses, Set<String> missing) {
        this(name, root, paths, uses, testUses, missing, Map.of());
    }

    FoundPackage {
        paths = List.copyOf(paths);
        uses = new TreeSet<>(uses);
        testUses = new TreeSet<>(testUses);
        missing = new TreeSet<>(missing);
        outputs = Map.copyOf(outputs);
        uses.remove(root);
        testUses.remove(root);
        testUses.removeAll(uses);
    }

    /** Whether it has a job of its kind. */
    boolean has(String job) {
        return !missing.contains(job);
    }
}
