package io.jenkins.plugins.mergeability.engine.cli.init;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Applications of Mix: those of an umbrella, or alone. */
final class MixApplications implements Ecosystem {

    private static final String MANIFEST = "mix.exs";
    private static final Pattern APPS = Pattern.compile("apps_path:\\s*\"([^\"]+)\"");
    private static final Pattern NAME = Pattern.compile("\\bapp:\\s*:(\\w+)");
    private static final Pattern DEPENDENCY = Pattern.compile("\\{\\s*:(\\w+)\\s*,([^{}]*)\\}");
    private static final Pattern PATH = Pattern.compile("\\bpath:\\s*\"([^\"]+)\"");
    private static final Pattern TESTS =
            Pattern.compile("\\bonly:\\s*(:(test|dev)\\b|\\[\\s*:(test|dev)\\s*(,\\s*:(test|dev)\\s*)?\\])");

    @Override
    public String kind() {
        return "mix";
    }

    @Override
    public String described() {
        return "applications of Mix: mix.exs";
    }

    @Override
    public List<FoundPackage> packages(SourceTree tree, List<String> doubts) throws IOException {
        Map<String, String> apps = new LinkedHashMap<>();
        for (String directory : tree.directoriesWith(MANIFEST)) {
            String text = tree.text(SourceTree.in(directory, MANIFEST)).orElse("");
            boolean dependency = SourceTree.in(directory, "").contains("deps/");
            if (!dependency && !APPS.matcher(text).find()) {
                apps.put(directory, text);
            }
        }
        List<FoundPackage> found = new ArrayList<>();
        for (Map.Entry<String, String> app : apps.entrySet()) {
            Set<String> uses = new TreeSet<>();
            Set<String> testUses = new TreeSet<>();
            Matcher dependencies = DEPENDENCY.matcher(app.getValue());
            while (dependencies.find()) {
                String options = dependencies.group(2);
                Matcher path = PATH.matcher(options);
                Optional<String> root = options.contains("in_umbrella: true")
                        ? SourceTree.resolve(app.getKey(), "../" + dependencies.group(1))
                        : path.find() ? SourceTree.resolve(app.getKey(), path.group(1)) : Optional.empty();
                root.filter(apps::containsKey).ifPresent((TESTS.matcher(options).find() ? testUses : uses)::add);
            }
            String root = app.getKey();
            Matcher named = NAME.matcher(app.getValue());
            String name = named.find() ? named.group(1) : root;
            boolean shared = root.equals(".") && apps.size() > 1;
            found.add(new FoundPackage(
                    name, root, shared ? List.of("lib/**", "test/**") : List.of(), uses, testUses, Set.of()));
        }
        return found;
    }

    @Override
    public List<String> manifests() {
        return List.of(MANIFEST);
    }

    @Override
    public Map<String, String> jobs(SourceTree tree) {
        return Map.of("test", "sequence: [mix deps.get, mix test]");
    }
}
