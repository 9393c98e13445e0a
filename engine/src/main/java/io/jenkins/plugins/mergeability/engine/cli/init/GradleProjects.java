package io.jenkins.plugins.mergeability.engine.cli.init;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Projects that the settings of a Gradle build at the top include, as far as they are written out. */
final class GradleProjects implements Ecosystem {

    private static final List<String> SETTINGS = List.of("settings.gradle.kts", "settings.gradle");
    private static final List<String> BUILDS = List.of("build.gradle.kts", "build.gradle");
    private static final Pattern INCLUDE =
            Pattern.compile("(?m)^\\s*include\\b[\\s(]*((?:[\"'][^\"'$]+[\"'][\\s,]*)+)");
    private static final Pattern ANY_INCLUDE = Pattern.compile("(?m)^.*\\binclude\\b.*$");
    private static final Pattern TEXT = Pattern.compile("[\"']([^\"'$]+)[\"']");
    private static final Pattern DIRECTORY = Pattern.compile(
            "project\\s*\\(\\s*[\"']([^\"']+)[\"']\\s*\\)\\.projectDir\\s*=\\s*[^\"'\n]*[\"']([^\"'$]+)[\"']");
    private static final Pattern DEPENDENCY = Pattern.compile(
            "\\b(\\w+)\\s*\\(?\\s*(?:testFixtures\\s*\\(\\s*)?(?:project\\s*\\(?\\s*(?:path\\s*[:=]\\s*)?[\"'](:[^\"']+)[\"']|projects\\.([\\w.]+))");

    @Override
    public String kind() {
        return "gradle";
    }

    @Override
    public String described() {
        return "projects of Gradle: settings.gradle and build.gradle";
    }

    @Override
    public List<FoundPackage> packages(SourceTree tree, List<String> doubts) throws IOException {
        Map<String, String> projects = new TreeMap<>();
        for (String settings : SETTINGS) {
            Optional<String> text = tree.text(settings);
            if (text.isPresent()) {
                projects(settings, text.get(), projects, doubts);
                break;
            }
        }
        projects.values().removeIf(root -> !tree.hasBelow(root));
        Map<String, String> byAccessor = new TreeMap<>();
        projects.forEach((name, root) -> byAccessor.put(accessor(name), root));
        List<FoundPackage> found = new ArrayList<>();
        for (Map.Entry<String, String> project : projects.entrySet()) {
            Set<String> uses = new TreeSet<>();
            Set<String> testUses = new TreeSet<>();
            for (String build : BUILDS) {
                Matcher matcher = DEPENDENCY.matcher(
                        tree.text(SourceTree.in(project.getValue(), build)).orElse(""));
                while (matcher.find()) {
                    String root = matcher.group(2) != null
                            ? projects.get(matcher.group(2))
                            : byAccessor.get(accessor(matcher.group(3)));
                    boolean test = matcher.group(1).toLowerCase(Locale.ROOT).contains("test")
                            && !matcher.group(1).equals("testFixturesApi");
                    if (root != null) {
                        (test ? testUses : uses).add(root);
                    }
                }
            }
            String name = project.getKey().substring(1).replace(':', '/');
            found.add(new FoundPackage(name, project.getValue(), List.of(), uses, testUses, Set.of()));
        }
        return found;
    }

    /** Adds the projects of a settings file: path of Gradle to directory. */
    private static void projects(String settings, String text, Map<String, String> projects, List<String> doubts) {
        Matcher includes = INCLUDE.matcher(text);
        int understood = 0;
        while (includes.find()) {
            understood++;
            Matcher names = TEXT.matcher(includes.group(1));
            while (names.find()) {
                String name = names.group(1).startsWith(":") ? names.group(1) : ":" + names.group(1);
                projects.put(name, name.substring(1).replace(':', '/'));
            }
        }
        Matcher directories = DIRECTORY.matcher(text);
        while (directories.find()) {
            String name = directories.group(1);
            if (projects.containsKey(name)) {
                SourceTree.resolve(".", directories.group(2)).ifPresent(root -> projects.put(name, root));
            }
        }
        if (ANY_INCLUDE.matcher(text).results().count() > understood) {
            doubts.add(settings + " includes projects by a program, which was not run: add their components");
        }
    }

    /** A path of Gradle as a type-safe accessor writes it, without case. */
    private static String accessor(String path) {
        return path.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }

    @Override
    public List<String> manifests() {
        return BUILDS;
    }

    @Override
    public Map<String, String> jobs(SourceTree tree) {
        return Map.of(
                "test", tree.has("gradlew") ? "run: '\"$MERGEABILITY_ROOT/gradlew\" check'" : "run: gradle check");
    }
}
