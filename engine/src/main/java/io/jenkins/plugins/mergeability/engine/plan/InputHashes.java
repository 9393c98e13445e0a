package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
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
 * The identity of everything a job's outcome may depend on. A component is affected by the difference of two trees
 * exactly if its inputs differ between them:
 *
 * <ul>
 *   <li>its own files, and the files of each component that says it affects it;
 *   <li>the inputs and the definition of each component it depends on;
 *   <li>where unclaimed paths affect everything, the unclaimed files.
 * </ul>
 *
 * <p>A job adds its own definition, its platform with that platform's fingerprint, and the jobs it needs.
 */
final class InputHashes {

    /** Changes whenever the same inputs get another hash than before, so that old proofs are not compared with. */
    private static final String VERSION = "1";

    private static final HexFormat HEX = HexFormat.of();
    private static final int SHORT = 8;

    private final ComponentMap map;
    private final FileDigests contents;
    private final Map<String, String> fingerprints;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, List<String>> affectedBy = new HashMap<>();
    private final List<String> affectingEverything = new ArrayList<>();
    private final Map<String, byte[]> inputs = new HashMap<>();
    private final Map<String, byte[]> exported = new HashMap<>();
    private final Map<JobKey, InputHash> jobs = new HashMap<>();
    private final FieldHasher hasher = new FieldHasher();
    private final byte[][] own;
    private byte[] unclaimed;

    /**
     * Hashes over a map and the digests of its components' files.
     *
     * @param fingerprints what distinguishes a platform from an earlier one of the same name, by platform
     */
    InputHashes(ComponentMap map, FileDigests contents, Map<String, String> fingerprints) {
        this.map = map;
        this.contents = contents;
        this.own = new byte[map.components().size()][];
        this.fingerprints = fingerprints;
        for (Component component : map.components().values()) {
            numbers.put(component.name(), numbers.size());
            if (component.affects().everything()) {
                affectingEverything.add(component.name());
            }
            for (String target : component.affects().components()) {
                affectedBy.computeIfAbsent(target, key -> new ArrayList<>(2)).add(component.name());
            }
        }
    }

    /** The hashes of these jobs, each on each of its platforms. */
    Map<JobKey, InputHash> of(Collection<JobRef> refs) {
        List<JobRef> order = TopologicalOrder.jobs(map, refs);
        List<String> components = new ArrayList<>(order.size());
        for (JobRef ref : order) {
            components.add(ref.component());
        }
        for (String name : TopologicalOrder.components(map, components)) {
            Component component = map.components().get(name);
            inputs.computeIfAbsent(name, key -> inputs(component));
        }
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

    /**
     * The inputs of a job whose hash has been asked for, each by what people call it with a short digest, so that a
     * later run can say which of them is another one.
     */
    Map<String, String> describe(JobKey key) {
        Component component = map.components().get(key.component());
        Job job = component.jobs().get(key.job());
        Map<String, String> described = new TreeMap<>();
        described.put(
                "definition",
                brief(hasher.begin("definition").add(MapPrinter.definition(job)).end()));
        described.put("files of " + component.name(), brief(own(component.name())));
        for (String source : affecting(component.name())) {
            described.put("files of " + source, brief(own(source)));
        }
        for (String dependency : component.dependsOn()) {
            described.put("component " + dependency, brief(exported(dependency)));
        }
        if (map.unmapped() == Unmapped.EVERYTHING) {
            described.put("unclaimed files", brief(unclaimed()));
        }
        key.platform()
                .ifPresent(platform -> described.put("platform " + platform, fingerprints.getOrDefault(platform, "")));
        for (JobKey needed : needs(map, key)) {
            described.put("job " + needed, jobs.get(needed).hex().substring(0, 2 * SHORT));
        }
        return described;
    }

    /** The jobs on platforms that must have passed before this one: on its own platform where they run there. */
    static List<JobKey> needs(ComponentMap map, JobKey key) {
        Job job = TopologicalOrder.job(map, key.ref());
        List<JobKey> needs = new ArrayList<>(job.settings().needs().size());
        for (JobRef ref : job.settings().needs()) {
            List<Optional<String>> platforms = TopologicalOrder.job(map, ref).platforms();
            if (platforms.contains(key.platform())) {
                platforms = List.of(key.platform());
            }
            for (Optional<String> platform : platforms) {
                needs.add(new JobKey(ref.component(), ref.job(), platform));
            }
        }
        return needs;
    }

    private InputHash hash(JobKey key, Job job) {
        hasher.begin("job " + VERSION)
                .add(inputs.get(key.component()))
                .add(MapPrinter.definition(job))
                .add(key.platform().orElse(""))
                .add(key.platform()
                        .map(name -> fingerprints.getOrDefault(name, ""))
                        .orElse(""));
        for (JobKey needed : needs(map, key)) {
            hasher.add(needed.toString()).add(jobs.get(needed).hex());
        }
        return new InputHash(HEX.formatHex(hasher.end()));
    }

    private byte[] inputs(Component component) {
        // What it depends on is hashed before this hash begins: there is one hasher for all.
        for (String dependency : component.dependsOn()) {
            exported(dependency);
        }
        hasher.begin("component " + VERSION).add(component.root()).add(own(component.name()));
        for (String source : affecting(component.name())) {
            hasher.add("affected by").add(source).add(own(source));
        }
        for (String dependency : component.dependsOn()) {
            hasher.add("depends on").add(dependency).add(exported(dependency));
        }
        if (map.unmapped() == Unmapped.EVERYTHING) {
            hasher.add("unclaimed").add(unclaimed());
        }
        return hasher.end();
    }

    private byte[] exported(String name) {
        byte[] known = exported.get(name);
        if (known == null) {
            known = hasher.begin("exported " + VERSION)
                    .add(inputs.get(name))
                    .add(MapPrinter.definition(map.components().get(name)))
                    .end();
            exported.put(name, known);
        }
        return known;
    }

    private byte[] own(String name) {
        int number = numbers.get(name);
        if (own[number] == null) {
            own[number] = contents.claimedBy(number);
        }
        return own[number];
    }

    private byte[] unclaimed() {
        if (unclaimed == null) {
            unclaimed = contents.unclaimed();
        }
        return unclaimed;
    }

    /** Names of the components whose files are inputs of this one because they say they affect it, sorted. */
    private List<String> affecting(String name) {
        List<String> named = affectedBy.getOrDefault(name, List.of());
        if (affectingEverything.isEmpty()) {
            return named;
        }
        List<String> all = new ArrayList<>(named);
        all.addAll(affectingEverything);
        all.remove(name);
        all.sort(null);
        return all;
    }

    private static String brief(byte[] digest) {
        return HEX.formatHex(digest, 0, SHORT);
    }
}
