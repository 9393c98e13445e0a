package io.jenkins.plugins.mergeability.engine.lockfiles;

import io.jenkins.plugins.mergeability.engine.glob.ClaimIndex;
import io.jenkins.plugins.mergeability.engine.hash.FieldHasher;
import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Unmapped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the lock files of a state say of the packages that components use. A lock file concerns the components in and below
 * its directory, those that claim it, and those that have a member in it:
 *
 * <ul>
 *   <li>A component with members has the entries that these lead to.
 *   <li>The header, the member whose packages all others find, and members that no component has count for all.
 *   <li>For a component without a member in any lock file the whole file counts, as nobody knows what it uses of it.
 * </ul>
 */
public final class LockedInputs {

    /** No lock file. */
    public static final LockedInputs NONE = new LockedInputs(
            new ComponentMap(Unmapped.NOTHING, List.of(), Map.of()), ClaimIndex.of(List.of(), List.of()));

    /** How much of a lock file concerns a component. */
    private enum Use {
        NOTHING,
        COMMON,
        MEMBERS,
        WHOLE
    }

    /** A lock file, with who has which of its members. */
    private record Owned(LockFileState state, Map<Integer, Set<String>> members, Set<String> common, byte[] digest) {}

    private final List<Component> components;
    private final ClaimIndex claims;
    private final Map<String, List<Integer>> byRoot = new HashMap<>();
    private final Map<String, Set<Integer>> byName = new HashMap<>();
    private final BitSet withMembers = new BitSet();
    private final List<Owned> files = new ArrayList<>();
    private final FieldHasher hasher = new FieldHasher();

    private LockedInputs(ComponentMap map, ClaimIndex claims) {
        this.components = List.copyOf(map.components().values());
        this.claims = claims;
        for (int i = 0; i < components.size(); i++) {
            String root = components.get(i).root();
            byRoot.computeIfAbsent(root, key -> new ArrayList<>(1)).add(i);
            for (String name : List.of(components.get(i).name(), root.substring(root.lastIndexOf('/') + 1))) {
                byName.computeIfAbsent(name, key -> new TreeSet<>()).add(i);
            }
        }
    }

    /**
     * What lock files say.
     *
     * @param claims which component claims a path, numbered in the order of the map
     * @param files the lock files that the map names, in its order
     */
    static LockedInputs of(ComponentMap map, ClaimIndex claims, List<LockFileState> files) {
        if (files.isEmpty()) {
            return NONE;
        }
        LockedInputs inputs = new LockedInputs(map, claims);
        files.forEach(inputs::add);
        return inputs;
    }

    /** The digest of what concerns a component, by its number in the order of the map; empty where nothing does. */
    public byte[] digest(int component) {
        return digest(component, false);
    }

    /** The same of what concerns those who are built from it: all but what is only for its own development. */
    public byte[] exportedDigest(int component) {
        return digest(component, true);
    }

    /**
     * What a change means for components, by their numbers.
     *
     * @param before what the lock files said before, by the same map
     */
    public Map<Integer, LockChange> since(LockedInputs before) {
        Map<Integer, LockChange> changes = new TreeMap<>();
        Map<String, LockDifference> differences = new HashMap<>();
        for (int i = 0; i < components.size(); i++) {
            if (Arrays.equals(before.digest(i), digest(i))) {
                continue;
            }
            List<String> words = new ArrayList<>();
            for (int j = 0; j < files.size(); j++) {
                Owned old = before.files.get(j);
                Owned now = files.get(j);
                if (!Arrays.equals(before.digest(old, i, false), digest(now, i, false))) {
                    String path = now.state.path();
                    words(before, old, now, i, differences).forEach(word -> words.add(path + ": " + word));
                }
            }
            changes.put(i, LockChange.of(words, !Arrays.equals(before.exportedDigest(i), exportedDigest(i))));
        }
        return changes;
    }

    /**
     * The components that lock files concern, by their numbers, if it is not known what they said before.
     *
     * @param paths paths that have changed
     * @param because why it is not known, as the end of a sentence
     */
    public Map<Integer, LockChange> all(Collection<String> paths, String because) {
        Map<Integer, LockChange> changes = new TreeMap<>();
        for (int i = 0; i < components.size(); i++) {
            List<String> words = new ArrayList<>();
            for (Owned file : files) {
                if (paths.contains(file.state.path()) && use(file, i) != Use.NOTHING) {
                    words.add(file.state.path() + ": as a whole, because " + because);
                }
            }
            if (!words.isEmpty()) {
                changes.put(i, LockChange.of(words, true));
            }
        }
        return changes;
    }

    private List<String> words(
            LockedInputs before, Owned old, Owned now, int component, Map<String, LockDifference> differences) {
        if (old.state.file().isEmpty()
                || now.state.file().isEmpty()
                || before.use(old, component) == Use.WHOLE
                || use(now, component) == Use.WHOLE) {
            String because = now.state.because().isEmpty() ? old.state.because() : now.state.because();
            return List.of("as a whole, because "
                    + (because.isEmpty() ? "no member in it is one of this component" : because));
        }
        LockFile older = old.state.file().get();
        LockFile newer = now.state.file().get();
        List<String> words = new ArrayList<>(differences
                .computeIfAbsent(now.state.path(), path -> new LockDifference(older, newer))
                .words(members(old, component), members(now, component)));
        if (!Arrays.equals(older.header(), newer.header())) {
            words.add(0, "its settings");
        }
        return words.isEmpty() ? List.of("its members") : words;
    }

    private static Set<String> members(Owned file, int component) {
        Set<String> members = new TreeSet<>(file.common);
        members.addAll(file.members.getOrDefault(component, Set.of()));
        return members;
    }

    private void add(LockFileState state) {
        Map<Integer, Set<String>> members = new HashMap<>();
        Set<String> common = new TreeSet<>();
        byte[] digest = new byte[0];
        if (state.file().isPresent()) {
            LockFile file = state.file().get();
            common.addAll(file.shared());
            for (String member : file.members()) {
                Set<Integer> owners = owners(state, member);
                if (owners.isEmpty()) {
                    common.add(member);
                }
                for (int owner : owners) {
                    members.computeIfAbsent(owner, number -> new TreeSet<>()).add(member);
                    withMembers.set(owner);
                }
            }
            hasher.begin("common").add(file.header());
            common.forEach(member -> hasher.add(member).add(file.digest(member)));
            digest = hasher.end();
        }
        files.add(new Owned(state, members, common, digest));
    }

    /** The components that a member is of. */
    private Set<Integer> owners(LockFileState state, String member) {
        String manifest = state.format().orElseThrow().manifest();
        if (manifest.isEmpty()) {
            return byName.getOrDefault(member, Set.of());
        }
        String directory = LockFile.resolve(state.directory(), member);
        Set<Integer> owners = new TreeSet<>(byRoot.getOrDefault(directory, List.of()));
        for (int owner : claims.claims(directory.equals(".") ? manifest : directory + "/" + manifest)) {
            owners.add(owner);
        }
        return owners;
    }

    private boolean isNear(LockFileState state, int component) {
        String directory = state.directory();
        String root = components.get(component).root();
        return directory.equals(".")
                || root.equals(directory)
                || root.startsWith(directory + "/")
                || Arrays.stream(claims.claims(state.path())).anyMatch(owner -> owner == component);
    }

    private Use use(Owned file, int component) {
        if (file.members.containsKey(component)) {
            return Use.MEMBERS;
        }
        if (!isNear(file.state, component)) {
            return Use.NOTHING;
        }
        return withMembers.get(component) && file.state.file().isPresent() ? Use.COMMON : Use.WHOLE;
    }

    private byte[] digest(int component, boolean exported) {
        List<byte[]> digests = new ArrayList<>(files.size());
        for (Owned file : files) {
            byte[] digest = digest(file, component, exported);
            if (digest.length > 0) {
                digests.add(digest);
            }
        }
        if (digests.isEmpty()) {
            return new byte[0];
        }
        hasher.begin("lock files");
        digests.forEach(hasher::add);
        return hasher.end();
    }

    private byte[] digest(Owned file, int component, boolean exported) {
        Use use = use(file, component);
        if (use == Use.NOTHING) {
            return new byte[0];
        }
        hasher.begin("lock file").add(file.state.path()).add(use.name());
        if (use == Use.WHOLE) {
            return hasher.add(file.state.identity()).end();
        }
        hasher.add(file.digest);
        LockFile content = file.state.file().orElseThrow();
        for (String member : file.members.getOrDefault(component, Set.of())) {
            hasher.add(member).add(exported ? content.exportedDigest(member) : content.digest(member));
        }
        return hasher.end();
    }
}
