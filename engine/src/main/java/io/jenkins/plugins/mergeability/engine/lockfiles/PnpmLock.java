package io.jenkins.plugins.mergeability.engine.lockfiles;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads {@code pnpm-lock.yaml}, of the versions 6 and 9. */
final class PnpmLock {

    private static final String ROOT = ".";
    private static final String LINK = "link:";
    private static final List<String> USED = List.of("dependencies", "optionalDependencies");
    private static final List<String> DEV = List.of("devDependencies");

    /** The keys of the top that are not for all. A catalog counts for those who use it; times decide nothing. */
    private static final Set<String> NOT_COMMON = Set.of(
            "importers",
            "packages",
            "snapshots",
            "catalogs",
            "time",
            "dependencies",
            "devDependencies",
            "optionalDependencies",
            "specifiers");

    private final Map<String, Object> importers;
    private final Map<String, Object> packages;
    private final Map<String, Object> snapshots;
    private final Map<String, Object> catalogs;

    /** What stands before the name in the key of a package. */
    private final String prefix;

    private final LockFile.Builder file = new LockFile.Builder();

    private PnpmLock(Map<String, Object> top, String prefix) throws UnreadableLockFileException {
        this.prefix = prefix;
        this.importers = top.containsKey("importers") ? LockData.map(top, "importers") : Map.of(ROOT, top);
        this.packages = LockData.map(top, "packages");
        this.snapshots = top.containsKey("snapshots") ? LockData.map(top, "snapshots") : packages;
        this.catalogs = LockData.map(top, "catalogs");
    }

    static LockFile read(byte[] content) throws UnreadableLockFileException {
        List<Map<String, Object>> documents = LockData.yaml(content);
        Map<String, Object> top = documents.get(documents.size() - 1);
        String version = LockData.text(top, "lockfileVersion");
        if (version.equals("9.0")) {
            return new PnpmLock(top, "").read(top, documents);
        }
        if (version.equals("6.0") || version.equals("6.1")) {
            return new PnpmLock(top, "/").read(top, documents);
        }
        throw new UnreadableLockFileException("its `lockfileVersion` is neither 6 nor 9");
    }

    /** @param documents all of the file: those before the last one say which pnpm installs, and with what plugins */
    private LockFile read(Map<String, Object> top, List<Map<String, Object>> documents)
            throws UnreadableLockFileException {
        Map<String, Object> header = new TreeMap<>(top);
        header.keySet().removeAll(NOT_COMMON);
        header.put("documents before", documents.subList(0, documents.size() - 1));
        file.header(header);
        for (Map.Entry<String, Object> found : importers.entrySet()) {
            Map<String, Object> importer = LockData.map(found.getValue());
            file.member(found.getKey(), edges(found.getKey(), importer, USED), edges(found.getKey(), importer, DEV));
        }
        if (importers.containsKey(ROOT)) {
            file.shared(ROOT);
        }
        for (Map.Entry<String, Object> found : snapshots.entrySet()) {
            String key = found.getKey();
            Map<String, Object> snapshot = LockData.map(found.getValue());
            String plain = withoutPeers(key);
            Map<String, Object> content = new HashMap<>();
            content.put("package", LockData.map(packages, plain));
            content.put("snapshot", snapshot);
            int at = plain.indexOf('@', prefix.length() + 1);
            String name = at < 0 ? plain : plain.substring(prefix.length(), at);
            String version = LockData.text(LockData.map(packages, plain), "version");
            if (version.isEmpty() && at >= 0) {
                version = plain.substring(at + 1);
            }
            file.entry(key, name, version, content, edges(ROOT, snapshot, USED));
        }
        return file.build();
    }

    private List<LockFile.Edge> edges(String directory, Map<String, Object> owner, List<String> keys)
            throws UnreadableLockFileException {
        Map<String, LockFile.Edge> edges = new TreeMap<>();
        for (String key : keys) {
            for (Map.Entry<String, Object> dependency : LockData.map(owner, key).entrySet()) {
                edges.put(dependency.getKey(), edge(directory, dependency.getKey(), dependency.getValue()));
            }
        }
        return new ArrayList<>(edges.values());
    }

    /** A dependency: its reference, or for a member a map with it and with what the manifest says. */
    private LockFile.Edge edge(String directory, String name, Object value) throws UnreadableLockFileException {
        if (value instanceof String reference) {
            return edge(directory, name, reference);
        }
        Map<String, Object> resolved = LockData.map(value);
        LockFile.Edge edge = edge(directory, name, LockData.text(resolved, "version"));
        String specifier = LockData.text(resolved, "specifier");
        if (!specifier.startsWith("catalog:")) {
            return edge;
        }
        String catalog = specifier.substring("catalog:".length());
        Map<String, Object> entries = LockData.map(catalogs, catalog.isEmpty() ? "default" : catalog);
        return edge.with(specifier + " " + LockData.text(LockData.map(entries, name), "specifier"));
    }

    private LockFile.Edge edge(String directory, String name, String reference) {
        if (reference.startsWith(LINK)) {
            String target = LockFile.resolve(directory, reference.substring(LINK.length()));
            return importers.containsKey(target)
                    ? LockFile.Edge.toMember(name, target)
                    : LockFile.Edge.outside(name, reference);
        }
        String key = key(name, reference);
        return snapshots.containsKey(key) ? LockFile.Edge.to(name, key) : LockFile.Edge.outside(name, reference);
    }

    /** The key of a package: a reference is one itself, or a version of the package with the name of the dependency. */
    private String key(String name, String reference) {
        if (snapshots.containsKey(reference) || reference.startsWith("@") || reference.startsWith("/")) {
            return reference;
        }
        int peers = reference.indexOf('(');
        int at = reference.indexOf('@');
        int colon = reference.indexOf(':');
        boolean whole = at >= 0 && (colon < 0 || at < colon) && (peers < 0 || at < peers);
        return whole ? reference : prefix + name + "@" + reference;
    }

    private static String withoutPeers(String key) {
        int peers = key.indexOf('(');
        return peers < 0 ? key : key.substring(0, peers);
    }
}
