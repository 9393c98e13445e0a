package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The files of a repository for tests: path to content. Its digests are made the slow and obvious way. */
record Tree(Map<String, String> files) {

    Tree {
        files = new TreeMap<>(files);
    }

    FileDigests contents(ComponentMap map) {
        MapFiles named = MapFiles.of(map);
        return new FileDigests() {
            @Override
            public byte[] claimedBy(int component) {
                return digest(path -> contains(named.claims().claims(path), component));
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
