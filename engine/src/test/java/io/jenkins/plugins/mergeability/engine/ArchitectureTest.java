package io.jenkins.plugins.mergeability.engine;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The arrows between the packages of the engine, and what may be used where. */
@AnalyzeClasses(packagesOf = ArchitectureTest.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ENGINE = "io.jenkins.plugins.mergeability.engine";

    /** Each package with the others it may use; null for all. An arrow that is not drawn here must not be taken. */
    private static final Map<String, Set<String>> ARROWS = new TreeMap<>();

    static {
        mayUse("text");
        mayUse("glob");
        mayUse("hash");
        mayUse("map.environments");
        mayUse("map", "glob", "map.environments", "text");
        mayUse("map.node", "map", "text");
        mayUse("map.problem", "map", "map.node", "text");
        mayUse("map.read", "glob", "map", "map.environments", "map.node", "map.problem", "text");
        mayUse("map.write", "map", "map.environments", "map.node", "text");
        mayUse("change", "glob", "hash", "text");
        mayUse("change.git", "change", "text");
        mayUse("proof", "map", "text");
        mayUse("outputs.disk", "hash", "text");
        mayUse("outputs", "glob", "hash", "map", "outputs.disk", "proof", "text");
        mayUse("outputs.store", "outputs", "outputs.disk", "proof");
        mayUse("lockfiles", "change", "glob", "hash", "map");
        mayUse(
                "plan",
                "change",
                "glob",
                "hash",
                "lockfiles",
                "map",
                "map.problem",
                "map.read",
                "map.write",
                "proof",
                "text");
        mayUse("deploy", "hash", "map", "plan", "proof");
        mayUse("deploy.commits", "change", "change.git", "deploy", "hash", "map", "map.write", "proof");
        mayUse("deploy.journal", "deploy", "map", "proof", "text");
        mayUse("deploy.gate", "deploy", "map", "plan", "proof");
        mayUse("deploy.turn", "deploy", "deploy.journal", "map", "map.environments", "proof");
        mayUse("schedule", "map", "plan", "proof", "text");
        mayUse("run.process", "change.git", "map", "schedule", "text");
        mayUse("run.files", "map", "outputs", "outputs.disk", "text");
        mayUse("run.outputs", "map", "outputs", "outputs.disk", "plan", "proof", "schedule", "text");
        mayUse("run", "change", "map", "plan", "proof", "run.files", "run.outputs", "run.process", "schedule", "text");
        mayUse("run.tree", "map", "plan", "proof", "run");
        mayUse("verdict", "map", "text");
        mayUse("github", "glob", "text", "verdict");
        mayUse("outbox", "github", "text", "verdict");
        mayUse("report", "change", "map", "plan", "proof", "text", "verdict");
        mayUse("report.graph", "change", "map", "plan", "proof", "report", "text");
        mayUse("run.report", "map", "plan", "proof", "report", "run", "run.files", "run.process", "schedule", "text");
        mayUseAll("cli.terminal");
        mayUseAll("cli.syntax");
        mayUse("cli.init", "change", "change.git", "glob", "lockfiles", "map");
        mayUseAll("cli.workspace");
        mayUseAll("cli.deploy");
        mayUseAll("cli");
    }

    private static void mayUse(String name, String... others) {
        ARROWS.put(name, Set.of(others));
    }

    private static void mayUseAll(String name) {
        ARROWS.put(name, null);
    }

    @ArchTest
    void shouldFollowTheArrows(JavaClasses engine) {
        ARROWS.forEach((name, others) -> {
            if (others != null) {
                List<String> allowed = new ArrayList<>(List.of(ENGINE + "." + name));
                others.forEach(other -> allowed.add(ENGINE + "." + other));
                noClasses()
                        .that()
                        .resideInAPackage(ENGINE + "." + name)
                        .should()
                        .dependOnClassesThat(resideInAPackage(ENGINE + "..")
                                .and(not(resideInAnyPackage(allowed.toArray(String[]::new)))))
                        .as("package " + name + " uses only " + new TreeSet<>(others) + " of the engine")
                        .check(engine);
            }
        });
    }

    /** A package without arrows would be free to use anything. */
    @ArchTest
    static final ArchRule shouldDrawArrowsForEveryPackage = classes().should().resideInAnyPackage(known());

    @ArchTest
    static final ArchRule shouldHaveNoCycles =
            slices().matching(ENGINE + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule shouldNotKnowJenkins = noClasses()
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("hudson..", "jenkins..", "org.jenkinsci..", "org.kohsuke.stapler.."));

    @ArchTest
    static final ArchRule shouldTalkToGithubInOnePlace = onlyIn("github", "org.kohsuke..");

    @ArchTest
    static final ArchRule shouldReadTheCommandLineInOnePlace = onlyIn("cli", "picocli..");

    /** Maps, and the workspaces and lock files of pnpm. */
    @ArchTest
    static final ArchRule shouldReadYamlOfMapsAndManifestsOnly = noClasses()
            .that()
            .resideOutsideOfPackages(ENGINE + ".map..", ENGINE + ".cli.init", ENGINE + ".lockfiles")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.yaml..");

    /** A tar's headers stand in {@code outputs}, where a reader can compare with them; no library is needed for it. */
    @ArchTest
    static final ArchRule shouldReadArchivesWithoutALibrary =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("org.apache.commons.compress..");

    @ArchTest
    static final ArchRule shouldWriteJsonWhereItIsReportedOrKept = noClasses()
            .that()
            .resideOutsideOfPackages(
                    all("report"), all("run.report"), all("cli"), all("outbox"), all("github"), all("lockfiles"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml..");

    @ArchTest
    static final ArchRule shouldEndTheProcessInOnePlace = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ENGINE + ".cli.Main")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class);

    /** A stack trace is for who asks for it, on a stream that is named. */
    @ArchTest
    static final ArchRule shouldTellUsersAndNotALog = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..")
            .orShould()
            .callMethodWhere(describe("a bare printStackTrace()", ArchitectureTest::printsBareStackTrace));

    private static boolean printsBareStackTrace(JavaMethodCall call) {
        return call.getName().equals("printStackTrace")
                && call.getTarget().getRawParameterTypes().isEmpty()
                && call.getTargetOwner().isAssignableTo(Throwable.class);
    }

    private static ArchRule onlyIn(String place, String library) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(all(place))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library);
    }

    private static String[] known() {
        return ARROWS.keySet().stream().map(name -> ENGINE + "." + name).toArray(String[]::new);
    }

    private static String all(String name) {
        return ENGINE + "." + name + "..";
    }
}
