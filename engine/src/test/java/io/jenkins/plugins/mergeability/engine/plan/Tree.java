package io.jenkins.plugins.mergeability.engine.plan;

import io.jenkins.plugins.mergeability.engine.glob.ClaimIndex;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of a repository for tests: path to content. Its digests are made the slow and obvious way. */
record Tree(Map<String, String> files) {

    Tree {
        files = new TreeMap<>(files);
    }

    FileDigests contents(ComponentMap map) {
        ClaimIndex claims = Maps.claims(map);
        return new FileDigests() {
            @Override
            public byte[] claimedBy(int component) {
                FieldHasher hasher = new FieldHasher().begin("test");
                files.forEach((path, content) -> {
                    for (int owner : claims.claims(path)) {
                        if (owner == component) {
                            hasher.add(path).add(content);
                        }
                    }
                });
                return hasher.end();
            }

            @Override
            public byte[] unclaimed() {
                FieldHasher hasher = new FieldHasher().begin("test");
                files.forEach((path, content) -> {
                    if (claims.claims(path).length == 0 && !claims.ignored(path)) {
                        hasher.add(path).add(content);
                    }
                });
                return hasher.end();
            }
        };
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
