package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.hash.FieldHasher;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobInputs;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.map.JobRef;
import io.jenkins.plugins.mergeability.engine.map.Unmapped;
import io.jenkins.plugins.mergeability.engine.map.write.MapPrinter;
import io.jenkins.plugins.mergeability.engine.proof.InputHash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The identity of everything a job's outcome may depend on, in one state of a repository:
 *
 * <ul>
 *   <li>the content of its component: its own files, the files of each component that affects it, the exports of each
 *       component it depends on and, where unclaimed paths affect everything, the unclaimed files. A job with
 *       {@code inputs.only} has the selected files in place of its component's own;
 *   <li>with the files of a component, what lock files say of the packages that it uses;
 *   <li>the exports of each component that only this job depends on;
 *   <li>its definition, the root it runs in, and what the map says of ignored and unclaimed paths;
 *   <li>its platform with that platform's fingerprint, the variables it names, and the environment's digest;
 *   <li>the hashes of the jobs it needs.
 * </ul>
 *
 * <p>The exports of a component are what dependents are built from: its content, with the files that it selects with
 * {@code exports} in place of its own. No job's definition is part of it.
 */
final class InputHashes {

    /** Changes whenever the same inputs get another hash than before, so that old proofs are not compared with. */
    private static final String VERSION = "3";

    private static final HexFormat HEX = HexFormat.of();
    private static final int SHORT = 8;

    /** How many components that affect everything are described one by one. */
    private static final int MAX_DESCRIBED = 20;

    private final ComponentMap map;
    private final FileDigests files;
    private final RunEnvironment environment;
    private final InputGraph graph;
    private final Map<String, byte[]> contents = new HashMap<>();
    private final Map<String, byte[]> exports = new HashMap<>();
    private final Map<JobKey, InputHash> jobs = new HashMap<>();
    private final FieldHasher hasher = new FieldHasher();
    private final byte[][] own;
    private final byte[][] locked;
    private final byte[][] selected;
    private byte[] unclaimed;
    private byte[] settings;

    /** Digests of the files of the first, and of the last, components that affect everything. */
    private byte[][] before;

    private byte[][] after;

    InputHashes(ComponentMap map, FileDigests files, RunEnvironment environment) {
        this.map = map;
        this.files = files;
        this.environment = environment;
        this.graph = new InputGraph(map);
        this.own = new byte[map.components().size()][];
        this.locked = new byte[map.components().size()][];
        this.selected = new byte[graph.selectors()][];
    }

    /** Which files are inputs of which components and jobs. */
    InputGraph graph() {
        return graph;
    }

    /** The hashes of another state of the repository, with all else as it is now. */
    InputHashes at(BaseState state) {
        return new InputHashes(state.map(), state.withLocalFilesOf(files), environment);
    }

    /** The hashes of these jobs and of all they need, each on each of its platforms. */
    Map<JobKey, InputHash> of(Collection<JobRef> refs) {
        List<JobRef> order = TopologicalOrder.jobs(map, refs);
        List<String> components = new ArrayList<>(order.size());
        for (JobRef ref : order) {
            components.add(ref.component());
            components.addAll(
                    TopologicalOrder.job(map, ref).settings().files().inputs().dependsOn());
        }
        contents(components);
        for (JobRef ref : order) {
            Job job = TopologicalOrder.job(map, ref);
            for (Optional<String> platform : job.platforms()) {
                JobKey key = new JobKey(ref.component(), ref.job(), platform);
                if (!jobs.containsKey(key)) {
                    jobs.put(key, hash(key, job));
                }
            }
        }
        return jobs;
    }

    /** The digests of the content of these components and of all they depend on. */
    Map<String, byte[]> contents(Collection<String> components) {
        for (String name : TopologicalOrder.components(map, components)) {
            if (!contents.containsKey(name)) {
                Component component = map.components().get(name);
                byte[] content = content(component, "component", own(name), locked(name));
                int selection = graph.exports(name);
                contents.put(name, content);
                exports.put(
                        name,
                        selection < 0
                                ? content
                                : content(
                                        component,
                                        "exports",
                                        selected(selection),
                                        files.lockedExports(graph.number(name))));
            }
        }
        return contents;
    }

    /** The digests of what the components export of which {@link #contents} has been asked for. */
    Map<String, byte[]> exports() {
        return exports;
    }

    /**
     * The inputs of a job whose hash has been asked for, each by what people call it with a short digest, so that a
     * later run can say which of them is another one.
     */
    Map<String, String> describe(JobKey key) {
        Component component = map.components().get(key.component());
        Job job = component.jobs().get(key.job());
        Map<String, String> described = new TreeMap<>();
        described.put("definition", brief(definition(component, job)));
        int selection = graph.selection(key.ref());
        if (selection >= 0) {
            described.put("selected files", brief(selected(selection)));
        } else {
            described.put("files of " + component.name(), brief(own(component.name())));
        }
        describeLocked(component.name(), described);
        for (String source : graph.affecting(component.name())) {
            described.put("files of " + source, brief(own(source)));
            describeLocked(source, described);
        }
        List<String> everywhere = graph.affectingEverything();
        if (everywhere.size() > MAX_DESCRIBED) {
            described.put("files of components that affect everything", brief(everywhere(component.name())));
        } else {
            for (String source : everywhere) {
                if (!source.equals(component.name())) {
                    described.put("files of " + source, brief(own(source)));
                    describeLocked(source, described);
                }
            }
        }
        for (String dependency : component.dependsOn()) {
            described.put("component " + dependency, brief(exports.get(dependency)));
        }
        for (String dependency : job.settings().files().inputs().dependsOn()) {
            described.put("component " + dependency, brief(exports.get(dependency)));
        }
        if (map.unmapped() == Unmapped.EVERYTHING) {
            described.put("unclaimed files", brief(unclaimed()));
        }
        if (!job.settings().files().inputs().local().isEmpty()) {
            described.put(
                    "local files",
                    brief(hasher.begin("local").add(files.local(key.ref())).end()));
        }
        key.platform()
                .ifPresent(platform -> described.put(
                        "platform " + platform, environment.fingerprints().getOrDefault(platform, "")));
        for (String name : job.settings().files().inputs().env()) {
            String value = environment.variables().get(name);
            described.put(
                    "variable " + name,
                    value == null
                            ? ""
                            : brief(hasher.begin("variable").add(value).end()));
        }
        if (!environment.digest().isEmpty()) {
            described.put("environment", environment.digest());
        }
        for (JobKey needed : graph.needs(key)) {
            described.put("job " + needed, jobs.get(needed).hex().substring(0, 2 * SHORT));
        }
        return described;
    }

    private void describeLocked(String component, Map<String, String> described) {
        if (locked(component).length > 0) {
            described.put("packages of " + component + " in lock files", brief(locked(component)));
        }
    }

    private InputHash hash(JobKey key, Job job) {
        Component component = map.components().get(key.component());
        byte[] content = contents.get(component.name());
        int selection = graph.selection(key.ref());
        if (selection >= 0) {
            content = content(component, "selected", selected(selection), locked(component.name()));
        }
        byte[] definition = definition(component, job);
        byte[] inputs = inputs(key.ref(), job.settings().files().inputs());
        hasher.begin("job " + VERSION)
                .add(settings())
                .add(content)
                .add(definition)
                .add(inputs)
                .add(key.platform().orElse(""))
                .add(key.platform()
                        .map(name -> environment.fingerprints().getOrDefault(name, ""))
                        .orElse(""))
                .add(environment.digest());
        for (JobKey needed : graph.needs(key)) {
            hasher.add(needed.toString()).add(jobs.get(needed).hex());
        }
        return new InputHash(HEX.formatHex(hasher.end()));
    }

    private byte[] definition(Component component, Job job) {
        return hasher.begin("definition " + VERSION)
                .add(component.root())
                .add(MapPrinter.definition(job))
                .end();
    }

    /** What only this job depends on: variables, files that git ignores, and components. */
    private byte[] inputs(JobRef ref, JobInputs inputs) {
        if (inputs.env().isEmpty()
                && inputs.local().isEmpty()
                && inputs.dependsOn().isEmpty()) {
            return new byte[0];
        }
        byte[] local = inputs.local().isEmpty() ? new byte[0] : files.local(ref);
        hasher.begin("inputs " + VERSION).add(local);
        for (String name : inputs.env()) {
            String value = environment.variables().get(name);
            hasher.add(name).add(value == null ? "unset" : "set").add(value == null ? "" : value);
        }
        for (String dependency : inputs.dependsOn()) {
            hasher.add("depends on").add(dependency).add(exports.get(dependency));
        }
        return hasher.end();
    }

    private byte[] content(Component component, String kind, byte[] ownFiles, byte[] lockedPackages) {
        byte[] everywhere = everywhere(component.name());
        hasher.begin(kind + " " + VERSION).add(component.root()).add(ownFiles);
        addLocked(lockedPackages);
        for (String source : graph.affecting(component.name())) {
            hasher.add("affected by").add(source).add(own(source));
            addLocked(locked(source));
        }
        if (!graph.affectingEverything().isEmpty()) {
            hasher.add("affected by all of").add(everywhere);
        }
        for (String dependency : component.dependsOn()) {
            hasher.add("depends on").add(dependency).add(exports.get(dependency));
        }
        if (map.unmapped() == Unmapped.EVERYTHING) {
            hasher.add("unclaimed").add(unclaimed());
        }
        return hasher.end();
    }

    private void addLocked(byte[] packages) {
        if (packages.length > 0) {
            hasher.add("locked").add(packages);
        }
    }

    /**
     * The files of the components that affect everything, without a component itself. So that this costs the same for each
     * component, it is made of a digest of those before it and one of those after it.
     */
    private byte[] everywhere(String component) {
        List<String> sources = graph.affectingEverything();
        if (sources.isEmpty()) {
            return new byte[0];
        }
        if (before == null) {
            before = new byte[sources.size() + 1][];
            after = new byte[sources.size() + 1][];
            before[0] = new byte[0];
            after[sources.size()] = new byte[0];
            for (int i = 0; i < sources.size(); i++) {
                before[i + 1] = affecting(before[i], sources.get(i));
            }
            for (int i = sources.size() - 1; i >= 0; i--) {
                after[i] = affecting(after[i + 1], sources.get(i));
            }
        }
        int position = graph.affectingEverything(component);
        return position < 0
                ? before[sources.size()]
                : new FieldHasher()
                        .begin("affecting")
                        .add(before[position])
                        .add(after[position + 1])
                        .end();
    }

    private byte[] affecting(byte[] others, String source) {
        byte[] files = own(source);
        byte[] locked = locked(source);
        return new FieldHasher()
                .begin("affecting")
                .add(others)
                .add(source)
                .add(files)
                .add(locked)
                .end();
    }

    /** What the map says of paths that are nobody's: it concerns every job. */
    private byte[] settings() {
        if (settings == null) {
            FieldHasher fresh =
                    new FieldHasher().begin("map " + VERSION).add(map.unmapped().text());
            map.ignore().forEach(fresh::add);
            map.lockfiles().forEach(path -> fresh.add("lock file").add(path));
            settings = fresh.end();
        }
        return settings;
    }

    private byte[] locked(String name) {
        int number = graph.number(name);
        if (locked[number] == null) {
            locked[number] = files.locked(number);
        }
        return locked[number];
    }

    private byte[] own(String name) {
        int number = graph.number(name);
        if (own[number] == null) {
            own[number] = files.claimedBy(number);
        }
        return own[number];
    }

    private byte[] selected(int job) {
        if (selected[job] == null) {
            selected[job] = files.selectedBy(job);
        }
        return selected[job];
    }

    private byte[] unclaimed() {
        if (unclaimed == null) {
            unclaimed = files.unclaimed();
        }
        return unclaimed;
    }

    private static String brief(byte[] digest) {
        return HEX.formatHex(digest, 0, SHORT);
    }
}
