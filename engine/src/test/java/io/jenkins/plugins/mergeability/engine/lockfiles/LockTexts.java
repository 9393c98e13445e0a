package io.jenkins.plugins.mergeability.engine.lockfiles;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Lock files of the three formats for tests, all of one model: members and packages with what they use. */
public final class LockTexts {

    /**
     * A workspace.
     *
     * @param members what each member uses: packages, and members with a {@code ^} before the name
     * @param packages what each package uses
     * @param versions the version of each package
     */
    record Model(Map<String, Set<String>> members, Map<String, Set<String>> packages, Map<String, String> versions) {

        String text(LockFileFormat format) {
            return switch (format) {
                case NPM -> npm();
                case PNPM -> pnpm();
                case CARGO -> cargo();
            };
        }

        private String npm() {
            StringBuilder text = new StringBuilder("{\"name\": \"x\", \"lockfileVersion\": 3, \"packages\": {\n");
            text.append("\"\": {\"name\": \"x\"}");
            members.forEach((name, uses) -> text.append(",\n\"")
                    .append(name)
                    .append("\": {\"version\": \"1.0.0\", \"dependencies\": ")
                    .append(json(uses))
                    .append("},\n\"node_modules/")
                    .append(name)
                    .append("\": {\"resolved\": \"")
                    .append(name)
                    .append("\", \"link\": true}"));
            packages.forEach((name, uses) -> text.append(",\n\"node_modules/")
                    .append(name)
                    .append("\": {\"version\": \"")
                    .append(versions.get(name))
                    .append("\", \"dependencies\": ")
                    .append(json(uses))
                    .append("}"));
            return text.append("}}\n").toString();
        }

        private static String json(Set<String> uses) {
            List<String> items =
                    uses.stream().map(use -> "\"" + plain(use) + "\": \"*\"").toList();
            return "{" + String.join(", ", items) + "}";
        }

        private String pnpm() {
            StringBuilder text = new StringBuilder("lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n");
            members.forEach((name, uses) -> {
                text.append("\n  ").append(name).append(uses.isEmpty() ? ": {}\n" : ":\n    dependencies:\n");
                uses.forEach(use -> text.append("      ")
                        .append(plain(use))
                        .append(":\n        specifier: '*'\n        version: ")
                        .append(use.startsWith("^") ? "link:../" + plain(use) : versions.get(use))
                        .append('\n'));
            });
            text.append(packages.isEmpty() ? "" : "\npackages:\n\n");
            packages.keySet()
                    .forEach(name -> text.append("  ").append(key(name)).append(": {}\n"));
            text.append(packages.isEmpty() ? "" : "\nsnapshots:\n\n");
            packages.forEach((name, uses) -> {
                text.append("  ").append(key(name)).append(uses.isEmpty() ? ": {}\n" : ":\n    dependencies:\n");
                uses.forEach(use -> text.append("      ")
                        .append(use)
                        .append(": ")
                        .append(versions.get(use))
                        .append('\n'));
            });
            return text.toString();
        }

        private String key(String name) {
            return name + "@" + versions.get(name);
        }

        private String cargo() {
            StringBuilder text = new StringBuilder("# generated\nversion = 4\n");
            members.forEach((name, uses) -> crate(text, name, "1.0.0", "", uses));
            packages.forEach((name, uses) -> crate(text, name, versions.get(name), "source = \"registry+x\"\n", uses));
            return text.toString();
        }

        private static void crate(StringBuilder text, String name, String version, String source, Set<String> uses) {
            text.append("\n[[package]]\nname = \"")
                    .append(name)
                    .append("\"\nversion = \"")
                    .append(version)
                    .append("\"\n")
                    .append(source);
            if (!uses.isEmpty()) {
                text.append("dependencies = [\n");
                uses.forEach(use -> text.append(" \"").append(plain(use)).append("\",\n"));
                text.append("]\n");
            }
        }

        private static String plain(String use) {
            return use.startsWith("^") ? use.substring(1) : use;
        }

        /** What a member leads to, each with its version and all that it uses; found the slow and obvious way. */
        Set<String> reached(String member) {
            Set<String> seen = new TreeSet<>(Set.of("^" + member));
            boolean more = true;
            while (more) {
                Set<String> next = new TreeSet<>();
                seen.forEach(each -> next.addAll(uses(each)));
                more = seen.addAll(next);
            }
            Set<String> described = new TreeSet<>();
            seen.forEach(each -> described.add(each + " " + versions.getOrDefault(each, "") + " " + uses(each)));
            return described;
        }

        private Set<String> uses(String name) {
            return name.startsWith("^") ? members.get(plain(name)) : packages.get(name);
        }
    }

    private LockTexts() {}

    /** A random file, for a map whose components are called {@code c0}, {@code c1} and so on. */
    public static String random(String path, Random random) {
        LockTexts.Model model = model(random);
        return LockFileFormat.of(path).map(model::text).orElse("1");
    }

    static Model model(Random random) {
        Map<String, String> versions = new TreeMap<>();
        for (int i = 0; i < 6; i++) {
            if (random.nextInt(5) > 0) {
                versions.put("p" + i, random.nextInt(4) == 0 ? "2.0.0" : "1.0.0");
            }
        }
        List<String> all = List.copyOf(versions.keySet());
        Map<String, Set<String>> packages = new TreeMap<>();
        versions.keySet().forEach(name -> packages.put(name, some(all, random)));
        Map<String, Set<String>> members = new TreeMap<>();
        for (int i = 0; i < 5; i++) {
            if (random.nextInt(4) > 0) {
                members.put("c" + i, some(all, random));
            }
        }
        List<String> names = List.copyOf(members.keySet());
        for (String name : names) {
            some(names, random).forEach(other -> members.get(name).add("^" + other));
        }
        return new Model(members, packages, versions);
    }

    private static Set<String> some(List<String> of, Random random) {
        Set<String> some = new TreeSet<>();
        for (String one : of) {
            if (random.nextInt(6) == 0) {
                some.add(one);
            }
        }
        return some;
    }
}
