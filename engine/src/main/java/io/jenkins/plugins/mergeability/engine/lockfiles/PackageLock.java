package io.jenkins.plugins.mergeability.engine.lockfiles;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads {@code package-lock.json} of npm, of version 3. It names each package by where it is installed, so that a
 * dependency is resolved like Node.js does: in {@code node_modules} of each directory upwards.
 */
final class PackageLock {

    private static final String MODULES = "node_modules/";
    private static final String ROOT = ".";
    private static final List<String> USED = List.of("dependencies", "optionalDependencies", "peerDependencies");

    /** The keys of the top that are not for all: the packages, and what repeats the manifest of the root. */
    private static final Set<String> NOT_COMMON = Set.of("packages", "name", "version");

    private final Map<String, Map<String, Object>> packages = new HashMap<>();
    private final LockFile.Builder file = new LockFile.Builder();

    private PackageLock() {}

    static LockFile read(byte[] content) throws UnreadableLockFileException {
        Map<String, Object> top = LockData.json(content);
        String version = LockData.text(top, "lockfileVersion");
        if (!version.equals("3")) {
            throw new UnreadableLockFileException("its `lockfileVersion` is not 3");
        }
        return new PackageLock().read(top);
    }

    private LockFile read(Map<String, Object> top) throws UnreadableLockFileException {
        Map<String, Object> header = new TreeMap<>(top);
        header.keySet().removeAll(NOT_COMMON);
        file.header(header);
        for (Map.Entry<String, Object> found : LockData.map(top, "packages").entrySet()) {
            packages.put(found.getKey(), LockData.map(found.getValue()));
        }
        for (Map.Entry<String, Map<String, Object>> found : packages.entrySet()) {
            String path = found.getKey();
            Map<String, Object> entry = found.getValue();
            if (isMember(path)) {
                List<LockFile.Edge> used = edges(path, entry, USED);
                file.member(member(path), used, edges(path, entry, List.of("devDependencies")));
            } else if (!isLink(entry)) {
                String named = LockData.text(entry, "name");
                String name = named.isEmpty() ? path.substring(path.lastIndexOf(MODULES) + MODULES.length()) : named;
                file.entry(path, name, LockData.text(entry, "version"), entry, edges(path, entry, USED));
            }
        }
        if (packages.containsKey("")) {
            file.shared(ROOT);
        }
        return file.build();
    }

    private static boolean isMember(String path) {
        return !path.startsWith(MODULES) && !path.contains("/" + MODULES);
    }

    private static boolean isLink(Map<String, Object> entry) {
        return LockData.text(entry, "link").equals("true");
    }

    private static String member(String path) {
        return path.isEmpty() ? ROOT : path;
    }

    private List<LockFile.Edge> edges(String path, Map<String, Object> entry, List<String> keys)
            throws UnreadableLockFileException {
        Map<String, LockFile.Edge> edges = new TreeMap<>();
        for (String key : keys) {
            for (String name : LockData.map(entry, key).keySet()) {
                edges.put(name, edge(path, name));
            }
        }
        return new ArrayList<>(edges.values());
    }

    /** What a package finds by a name; an optional or a peer dependency may not be installed. */
    private LockFile.Edge edge(String path, String name) {
        for (String directory = path; ; directory = parent(directory)) {
            String found = (directory.isEmpty() ? "" : directory + "/") + MODULES + name;
            Map<String, Object> entry = packages.get(found);
            if (entry != null && !isLink(entry)) {
                return LockFile.Edge.to(name, found);
            }
            if (entry != null) {
                String target = LockData.text(entry, "resolved");
                return packages.containsKey(target) && isMember(target)
                        ? LockFile.Edge.toMember(name, member(target))
                        : LockFile.Edge.outside(name, target);
            }
            if (directory.isEmpty()) {
                return LockFile.Edge.outside(name, "");
            }
        }
    }

    private static String parent(String directory) {
        int slash = directory.lastIndexOf('/');
        return slash < 0 ? "" : directory.substring(0, slash);
    }
}
