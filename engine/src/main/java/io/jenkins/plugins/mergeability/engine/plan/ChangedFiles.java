package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.lockfiles.LockChange;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The changed paths by whom they concern. Of many paths a few are named and the others counted, so that its size is
 * bounded whatever has changed.
 *
 * @param components the changed paths of each component that claims any, by its name
 * @param selections the changed paths of each job that selects any with {@code inputs.only}, by the job as it is written
 * @param exports the changed paths of each component that selects any with {@code exports}, by its name
 * @param unclaimed the changed paths that no component claims and that are not ignored
 * @param locks what changed lock files mean for each component that they concern, by its name
 */
public record ChangedFiles(
        Map<String, Paths> components,
        Map<String, Paths> selections,
        Map<String, Paths> exports,
        Paths unclaimed,
        Map<String, LockChange> locks)
        implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    /** How many changed paths of a component are named. */
    static final int MAX_NAMED = 3;

    /** How many changed paths that nobody claims are named. */
    static final int MAX_UNCLAIMED = 100;

    /** How long a path may be to be named whole; of a longer one its beginning is. */
    private static final int MAX_LENGTH = 1_000;

    /**
     * Some paths.
     *
     * @param named the first of them, in the order given
     * @param more how many there are beside those
     */
    public record Paths(List<String> named, int more) implements Serializable {

        @Serial
        private static final long serialVersionUID = 1;

        /** No path. */
        public static final Paths NONE = new Paths(List.of(), 0);

        public Paths {
            named = List.copyOf(named);
        }

        /** Whether there is no path. */
        public boolean isEmpty() {
            return named.isEmpty();
        }

        /** How many paths there are. */
        public int count() {
            return named.size() + more;
        }
    }

    public ChangedFiles {
        components = Collections.unmodifiableMap(new TreeMap<>(components));
        selections = Collections.unmodifiableMap(new TreeMap<>(selections));
        exports = Collections.unmodifiableMap(new TreeMap<>(exports));
        locks = Collections.unmodifiableMap(new TreeMap<>(locks));
    }

    /**
     * Sorts changed paths by whom they concern.
     *
     * @param names the names of the map's components, in its order
     * @param files what the map at the head of the change names
     * @param before what the maps at its bases name, where these mean something else
     * @param paths the changed paths, sorted
     * @param mapPath the path of the map itself, which is never unclaimed; empty if it is not in the repository
     * @param locks what changed lock files mean for components, by their numbers
     * @param exists whether a path is there at the head: one that is gone belongs to who claimed it at the base
     */
    public static ChangedFiles of(
            Collection<String> names,
            MapFiles files,
            List<MapFiles> before,
            Collection<String> paths,
            String mapPath,
            Map<Integer, LockChange> locks,
            Predicate<String> exists) {
        Counter[] components = new Counter[files.components()];
        Counter[] selections = new Counter[files.selectors()];
        Counter unclaimed = new Counter();
        for (String path : paths) {
            boolean lockfile = files.lockfiles().contains(path);
            int[] owners = lockfile ? new int[0] : files.claims().claims(path);
            add(components, owners, path);
            if (files.selections().isPresent()) {
                add(selections, files.selections().get().claims(path), path);
            }
            if (owners.length == 0
                    && !lockfile
                    && !path.equals(mapPath)
                    && !files.claims().ignored(path)
                    && (before.isEmpty()
                            || before.stream().anyMatch(base -> base.unclaimed(path))
                            || exists.test(path))) {
                unclaimed.add(path, MAX_UNCLAIMED);
            }
        }
        Map<String, Paths> byComponent = new TreeMap<>();
        Map<String, LockChange> locked = new TreeMap<>();
        int number = 0;
        for (String name : names) {
            if (locks.containsKey(number)) {
                locked.put(name, locks.get(number));
            }
            put(byComponent, name, components[number++]);
        }
        Map<String, Paths> byJob = new TreeMap<>();
        int jobs = files.selecting().size();
        for (int i = 0; i < jobs; i++) {
            put(byJob, files.selecting().get(i).toString(), selections[i]);
        }
        Map<String, Paths> exported = new TreeMap<>();
        for (int i = jobs; i < selections.length; i++) {
            put(exported, files.exporting().get(i - jobs), selections[i]);
        }
        return new ChangedFiles(byComponent, byJob, exported, unclaimed.paths(), locked);
    }

    private static void add(Counter[] counters, int[] owners, String path) {
        for (int owner : owners) {
            if (counters[owner] == null) {
                counters[owner] = new Counter();
            }
            counters[owner].add(path, MAX_NAMED);
        }
    }

    private static void put(Map<String, Paths> all, String name, Counter counter) {
        if (counter != null) {
            all.put(name, counter.paths());
        }
    }

    /** Counts paths and names the first. */
    private static final class Counter {

        private final List<String> named = new ArrayList<>(1);
        private int more;

        void add(String path, int most) {
            if (named.size() < most) {
                named.add(path.length() <= MAX_LENGTH ? path : path.substring(0, MAX_LENGTH) + "…");
            } else {
                more++;
            }
        }

        Paths paths() {
            return new Paths(named, more);
        }
    }
}
