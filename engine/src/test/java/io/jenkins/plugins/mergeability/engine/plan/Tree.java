package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import io.jenkins.plugins.mergeability.engine.hash.FieldHasher;
import io.jenkins.plugins.mergeability.engine.lockfiles.LockFileCache;
import io.jenkins.plugins.mergeability.engine.lockfiles.LockFileReader;
import io.jenkins.plugins.mergeability.engine.lockfiles.LockedInputs;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The files of a repository for tests: path to content. Its digests are made the slow and obvious way. */
record Tree(Map<String, String> files) {

    Tree {
        files = new TreeMap<>(files);
    }

    FileDigests contents(ComponentMap map) {
        MapFiles named = MapFiles.of(map);
        LockedInputs locked = locked(map, named);
        return new FileDigests() {
            @Override
            public byte[] locked(int component) {
                return locked.digest(component);
            }

            @Override
            public byte[] lockedExports(int component) {
                return locked.exportedDigest(component);
            }

            @Override
            public byte[] claimedBy(int component) {
                return digest(path -> !named.lockfiles().contains(path)
                        && contains(named.claims().claims(path), component));
            }

            @Override
            public byte[] unclaimed() {
                return digest(named::unclaimed);
            }

            @Override
            public byte[] selectedBy(int selector) {
                return digest(path -> contains(named.selections().orElseThrow().claims(path), selector));
            }
        };
    }

    /** What the lock files say that a map names. */
    LockedInputs locked(ComponentMap map, MapFiles named) {
        try {
            return new LockFileReader(new TreeHistory(this), LockFileCache.NONE).read(map, named.claims(), snapshot());
        } catch (BadInputException | ExternalFailureException e) {
            throw new AssertionError(e);
        }
    }

    /** The files as git names them. */
    Snapshot snapshot() {
        Map<String, Optional<Snapshot.Entry>> entries = new TreeMap<>();
        files.forEach((path, content) -> entries.put(path, Optional.of(new Snapshot.Entry("100644", id(content)))));
        return new Snapshot.Builder(64, 0).build().with(entries);
    }

    private static String id(String content) {
        return HexFormat.of()
                .formatHex(new FieldHasher().begin("blob").add(content).end());
    }

    private byte[] digest(Predicate<String> which) {
        FieldHasher hasher = new FieldHasher().begin("test");
        files.forEach((path, content) -> {
            if (which.test(path)) {
                hasher.add(path).add(content);
            }
        });
        return hasher.end();
    }

    private static boolean contains(int[] owners, int owner) {
        return Arrays.stream(owners).anyMatch(other -> other == owner);
    }

    /** The sorted paths at which two trees differ. */
    List<String> difference(Tree other) {
        Map<String, String> all = new TreeMap<>(files);
        all.putAll(other.files);
        List<String> paths = new ArrayList<>();
        for (String path : all.keySet()) {
            String here = files.get(path);
            if (here == null || !here.equals(other.files.get(path))) {
                paths.add(path);
            }
        }
        return paths;
    }
}
