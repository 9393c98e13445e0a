package io.jenkins.plugins.mergeability.engine.cli.init;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Modules of Maven. */
final class MavenModules implements Ecosystem {

    private static final String MANIFEST = "pom.xml";
    private static final Set<String> OWN_GROUP = Set.of("${project.groupId}", "${pom.groupId}", "${groupId}");

    /** The elements that name what is used by its coordinates, the last two of compilers. */
    private static final List<String> USED =
            List.of("dependency", "plugin", "extension", "path", "annotationProcessorPath");

    /** A module: its directory and its project. */
    private record Module(String root, Element project) {}

    @Override
    public String kind() {
        return "maven";
    }

    @Override
    public String described() {
        return "modules of Maven: pom.xml";
    }

    @Override
    public List<FoundPackage> packages(SourceTree tree, List<String> doubts) throws IOException {
        Map<String, Module> modules = new LinkedHashMap<>();
        List<String> tops = new ArrayList<>();
        for (String directory : tree.directoriesWith(MANIFEST)) {
            if (tops.stream().noneMatch(other -> SourceTree.isWithin(directory, other))) {
                tops.add(directory);
                add(tree, directory, modules, doubts);
            }
        }
        Map<String, Module> byName = new TreeMap<>();
        modules.values().forEach(module -> byName.put(coordinates(module.project), module));
        Set<String> shared = new TreeSet<>();
        modules.values().stream()
                .filter(module -> tops.contains(module.root)
                        && child(module.project, "modules").isPresent())
                .forEach(module -> shared.add(module.root));
        List<FoundPackage> found = new ArrayList<>();
        for (Module module : modules.values()) {
            if (!shared.contains(module.root)) {
                found.add(found(module, byName, shared));
            }
        }
        return found;
    }

    /** Adds the project of a directory and its modules. */
    private static void add(SourceTree tree, String top, Map<String, Module> modules, List<String> doubts)
            throws IOException {
        Deque<String> open = new ArrayDeque<>(List.of(top));
        while (!open.isEmpty()) {
            String directory = open.remove();
            Optional<Element> project = modules.containsKey(directory)
                    ? Optional.empty()
                    : project(tree, SourceTree.in(directory, MANIFEST), doubts);
            if (project.isEmpty()) {
                continue;
            }
            modules.put(directory, new Module(directory, project.get()));
            List<Element> lists = new ArrayList<>(children(project.get(), "modules"));
            child(project.get(), "profiles")
                    .ifPresent(profiles -> children(profiles, "profile")
                            .forEach(profile -> lists.addAll(children(profile, "modules"))));
            for (Element list : lists) {
                for (Element module : children(list, "module")) {
                    String name = module.getTextContent().strip();
                    SourceTree.resolve(directory, name)
                            .map(path -> path.endsWith(".xml")
                                    ? path.substring(0, Math.max(0, path.lastIndexOf('/')))
                                    : path)
                            .filter(path -> tree.has(SourceTree.in(path, MANIFEST)))
                            .ifPresentOrElse(
                                    open::add,
                                    () -> doubts.add(SourceTree.in(directory, MANIFEST) + " has a module `" + name
                                            + "` that was not found"));
                }
            }
        }
    }

    /**
     * A module as a package.
     *
     * @param shared the projects at the top, which are nobody's: what they use, those use that inherit from them
     */
    private static FoundPackage found(Module module, Map<String, Module> byName, Set<String> shared) {
        Set<String> uses = new TreeSet<>();
        Set<String> testUses = new TreeSet<>();
        add(module.project, byName, uses, testUses);
        Optional<Module> parent = parent(module, byName);
        for (int depth = 0; depth < byName.size() && parent.isPresent(); depth++) {
            if (!shared.contains(parent.get().root)) {
                uses.add(parent.get().root);
                break;
            }
            add(parent.get().project, byName, uses, testUses);
            parent = parent(parent.get(), byName);
        }
        return new FoundPackage(
                text(module.project, "artifactId"),
                module.root,
                List.of(),
                uses,
                testUses,
                Set.of(),
                Map.of("test", outputs(module.project)));
    }

    /** What a project packages, by the conventions of Maven; the plugins of other packagings write a jar. */
    private static List<String> outputs(Element project) {
        return switch (text(project, "packaging")) {
            case "pom" -> List.of();
            case "war", "ear", "rar", "hpi" -> List.of("target/*." + text(project, "packaging"));
            default -> List.of("target/*.jar");
        };
    }

    private static Optional<Module> parent(Module module, Map<String, Module> byName) {
        return child(module.project, "parent")
                .map(parent -> byName.get(text(parent, "groupId") + ":" + text(parent, "artifactId")));
    }

    /** Adds the modules that a project names anywhere, in profiles and of plugins as well. */
    private static void add(Element project, Map<String, Module> byName, Set<String> uses, Set<String> testUses) {
        for (String tag : USED) {
            NodeList named = project.getElementsByTagName(tag);
            for (int i = 0; i < named.getLength(); i++) {
                Element used = (Element) named.item(i);
                Module module = byName.get(coordinates(used, project));
                String scope = text(used, "scope");
                if (module != null && (scope.equals("import") || !isManaged(used))) {
                    (scope.equals("test") ? testUses : uses).add(module.root);
                }
            }
        }
    }

    /** Whether an element only says which version of a dependency counts, where there is one. */
    private static boolean isManaged(Element dependency) {
        Node list = dependency.getParentNode();
        return list != null
                && list.getParentNode() instanceof Element owner
                && owner.getTagName().equals("dependencyManagement");
    }

    private static String coordinates(Element project) {
        return group(project) + ":" + text(project, "artifactId");
    }

    private static String coordinates(Element dependency, Element project) {
        String group = text(dependency, "groupId");
        boolean own = OWN_GROUP.contains(group);
        return (own ? group(project) : group) + ":" + text(dependency, "artifactId");
    }

    private static String group(Element project) {
        String group = text(project, "groupId");
        return group.isEmpty()
                ? child(project, "parent")
                        .map(parent -> text(parent, "groupId"))
                        .orElse("")
                : group;
    }

    private static String text(Element of, String name) {
        return child(of, name).map(child -> child.getTextContent().strip()).orElse("");
    }

    private static Optional<Element> child(Element of, String name) {
        return children(of, name).stream().findFirst();
    }

    private static List<Element> children(Element of, String name) {
        List<Element> children = new ArrayList<>();
        for (Node node = of.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                children.add(element);
            }
        }
        return children;
    }

    private static Optional<Element> project(SourceTree tree, String path, List<String> doubts) throws IOException {
        Optional<String> text = tree.text(path);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setXIncludeAware(false);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Silent());
            return Optional.of(
                    builder.parse(new InputSource(new StringReader(text.get()))).getDocumentElement());
        } catch (SAXException e) {
            doubts.add(path + " could not be read: " + e.getMessage());
            return Optional.empty();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Leaves problems to the exception, where the default handler prints them. */
    private static final class Silent implements ErrorHandler {

        @Override
        public void warning(SAXParseException e) {
            // A manifest that can be read with a warning can be read.
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }

    @Override
    public List<String> manifests() {
        return List.of(MANIFEST);
    }

    @Override
    public Map<String, String> jobs(SourceTree tree) {
        return Map.of("test", "dir: /, run: " + script(tree).alias());
    }

    @Override
    public List<SharedTreeScript> scripts(SourceTree tree) {
        return List.of(script(tree));
    }

    private static SharedTreeScript script(SourceTree tree) {
        return SharedTreeScript.oneAtATime(
                "verify",
                List.of(
                        "Maven builds the modules that a module is built from in the same directories, so in one working tree one",
                        "job runs it at a time. In Jenkins each agent has a tree of its own."),
                (tree.has("mvnw") ? "./mvnw" : "mvn") + " -B -ntp -pl \":$MERGEABILITY_COMPONENT\" -am verify");
    }
}
