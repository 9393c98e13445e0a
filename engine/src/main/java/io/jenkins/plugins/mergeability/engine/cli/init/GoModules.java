package io.jenkins.plugins.mergeability.engine.cli.init;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Modules of Go, which a workspace or a replacement binds to each other. */
final class GoModules implements Ecosystem {

    private static final String MANIFEST = "go.mod";

    /** A module: its directory, and the words of each directive of its manifest. */
    private record Module(String root, List<String[]> directives) {

        String path() {
            return directives.stream()
                    .filter(words -> words[0].equals("module") && words.length > 1)
                    .map(words -> words[1])
                    .findFirst()
                    .orElse("");
        }
    }

    @Override
    public String kind() {
        return "go";
    }

    @Override
    public String described() {
        return "modules of Go: go.mod";
    }

    @Override
    public List<FoundPackage> packages(SourceTree tree, List<String> doubts) throws IOException {
        Set<String> inWorkspace = new TreeSet<>();
        for (String directory : tree.directoriesWith("go.work")) {
            for (String[] words :
                    directives(tree.text(SourceTree.in(directory, "go.work")).orElse(""))) {
                if (words[0].equals("use") && words.length > 1) {
                    SourceTree.resolve(directory, words[1]).ifPresent(inWorkspace::add);
                }
            }
        }
        Map<String, Module> modules = new LinkedHashMap<>();
        Map<String, String> byPath = new TreeMap<>();
        for (String directory : tree.directoriesWith(MANIFEST)) {
            if (!SourceTree.in(directory, "").contains("vendor/")
                    && !SourceTree.in(directory, "").contains("testdata/")) {
                Module module = new Module(
                        directory,
                        directives(tree.text(SourceTree.in(directory, MANIFEST)).orElse("")));
                modules.put(directory, module);
                byPath.put(module.path(), directory);
            }
        }
        List<FoundPackage> found = new ArrayList<>();
        for (Module module : modules.values()) {
            Set<String> uses = new TreeSet<>();
            for (String[] words : module.directives) {
                if (words[0].equals("require") && words.length > 1 && inWorkspace.contains(module.root)) {
                    Optional.ofNullable(byPath.get(words[1]))
                            .filter(inWorkspace::contains)
                            .ifPresent(uses::add);
                } else if (words[0].equals("replace") && words[words.length - 1].startsWith(".")) {
                    SourceTree.resolve(module.root, words[words.length - 1])
                            .filter(modules::containsKey)
                            .ifPresent(uses::add);
                }
            }
            String name = module.root.equals(".")
                    ? module.path().substring(module.path().lastIndexOf('/') + 1)
                    : module.root;
            boolean shared = module.root.equals(".") && modules.size() > 1;
            found.add(new FoundPackage(
                    name,
                    module.root,
                    shared ? List.of("**/*.go", "go.mod", "go.sum") : List.of(),
                    uses,
                    Set.of(),
                    Set.of()));
        }
        return found;
    }

    /** The directives of a go.mod or go.work file, each line of a block as one of its own. */
    private static List<String[]> directives(String text) {
        List<String[]> directives = new ArrayList<>();
        String block = "";
        for (String raw : text.lines().toList()) {
            String line = raw.replaceFirst("//.*", "").strip();
            if (line.equals(")")) {
                block = "";
            } else if (line.endsWith("(")) {
                block = line.substring(0, line.length() - 1).strip() + " ";
            } else if (!line.isEmpty()) {
                directives.add((block + line).replace("\"", "").split("\\s+"));
            }
        }
        return directives;
    }

    @Override
    public List<String> manifests() {
        return List.of(MANIFEST);
    }

    @Override
    public Map<String, String> jobs(SourceTree tree) {
        return Map.of("test", "run: go test ./...");
    }
}
