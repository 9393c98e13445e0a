package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import io.jenkins.plugins.mergeability.engine.map.Unmapped;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Finds which paths are inputs of a job, by the same rules as {@link InputHashes}. A lock file may be one of every job: what
 * it says decides of which.
 */
public final class InputPaths {

    private final ComponentMap map;
    private final MapFiles files;
    private final InputGraph graph;

    /** The numbers of components of which all files are inputs. */
    private final BitSet components = new BitSet();

    /** The numbers of jobs and components that select inputs, as in {@link MapFiles#selections}. */
    private final BitSet selectors = new BitSet();

    /** The numbers of the components that affect everything. */
    private final BitSet everywhere = new BitSet();

    private InputPaths(ComponentMap map, MapFiles files) {
        this.map = map;
        this.files = files;
        this.graph = new InputGraph(map);
        graph.affectingEverything().forEach(name -> everywhere.set(graph.number(name)));
    }

    /**
     * Those of the paths that are inputs of a job.
     *
     * @param files which paths the map names
     */
    public static List<String> of(ComponentMap map, MapFiles files, JobRef job, Collection<String> paths) {
        InputPaths inputs = new InputPaths(map, files);
        inputs.add(job);
        return paths.stream().filter(inputs::contains).toList();
    }

    /** Whether a path is an input of one of the jobs. */
    public static Predicate<String> ofAny(ComponentMap map, MapFiles files, Collection<JobRef> jobs) {
        InputPaths inputs = new InputPaths(map, files);
        jobs.forEach(inputs::add);
        return inputs::contains;
    }

    /** The job and those that it needs, at any depth: their inputs are its inputs. */
    public static Collection<JobRef> jobs(ComponentMap map, JobRef job) {
        return TopologicalOrder.jobs(map, List.of(job));
    }

    private void add(JobRef job) {
        Set<String> dependencies = new TreeSet<>();
        for (JobRef ref : jobs(map, job)) {
            String name = ref.component();
            add(graph.selection(ref), name);
            dependencies.addAll(map.components().get(name).dependsOn());
            dependencies.addAll(
                    TopologicalOrder.job(map, ref).settings().files().inputs().dependsOn());
        }
        for (String name : TopologicalOrder.components(map, new ArrayList<>(dependencies))) {
            add(graph.exports(name), name);
        }
    }

    /** Adds what is selected, or all of a component, and the files of the components that affect it. */
    private void add(int selection, String component) {
        if (selection >= 0) {
            selectors.set(selection);
        } else {
            components.set(graph.number(component));
        }
        for (String source : graph.affecting(component)) {
            components.set(graph.number(source));
        }
        boolean itself = components.get(graph.number(component));
        components.or(everywhere);
        components.set(graph.number(component), itself); // its own files are not inputs for this reason
    }

    private boolean contains(String path) {
        int[] owners = files.claims().claims(path);
        return files.lockfiles().contains(path)
                || map.unmapped() == Unmapped.EVERYTHING && files.unclaimed(path)
                || any(owners, components)
                || files.selections().isPresent()
                        && any(files.selections().get().claims(path), selectors);
    }

    private static boolean any(int[] owners, BitSet among) {
        for (int owner : owners) {
            if (among.get(owner)) {
                return true;
            }
        }
        return false;
    }
}
